import { t } from "@lingui/core/macro";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { EditorPane } from "../editor/editor-pane";
import { KnockCards } from "../knocks/knock-cards";
import { interviews, useView } from "../live-context";
import { PeopleList } from "../people/people-list";
import { ProblemPane } from "../problem/problem-pane";
import { callsPossible, useHasCall } from "../video/call-context";
import { CallPane } from "../video/call-pane";
import classes from "./desktop-layout.module.css";
import { layoutMemory } from "./layout-memory";
import { SideTabs } from "./side-tabs";

/** Problem, editor, people: side by side, each as wide as the person wants it. */
export function DesktopLayout() {
  const { me } = useView();
  const memory = useDefaultLayout({ id: "codevlive-room", storage: layoutMemory });
  return (
    <main className={classes.main}>
      <Group id="room" className={classes.group} {...memory}>
        <Panel id="problem" defaultSize="26%" minSize={220} className={classes.pane}>
          <ProblemPane />
        </Panel>
        <Separator className={classes.upright} aria-label={t`Width of the problem`} />
        <Panel id="code" minSize={320} className={classes.pane}>
          <EditorPane />
        </Panel>
        <Separator className={classes.upright} aria-label={t`Width of the people`} />
        <Panel id="side" defaultSize="22%" minSize={250} className={classes.bare}>
          <div className={classes.side}>
            <div className={classes.waiting}>{interviews(me.role) ? <KnockCards /> : null}</div>
            <Side />
          </div>
        </Panel>
      </Group>
    </main>
  );
}

function Side() {
  const hasCall = useHasCall();
  const callPane = callsPossible();
  const memory = useDefaultLayout({
    id: "codevlive-room-side",
    panelIds: callPane ? ["call", "people", "talk"] : ["people", "talk"],
    storage: layoutMemory,
  });
  return (
    <Group id="side-panes" orientation="vertical" className={classes.panes} {...memory}>
      {callPane ? (
        <>
          <Panel id="call" defaultSize="32%" minSize={150} className={classes.pane}>
            {hasCall ? <CallPane /> : null}
          </Panel>
          <Separator className={classes.level} aria-label={t`Height of the call`} />
        </>
      ) : null}
      <Panel
        id="people"
        defaultSize={callPane ? "26%" : "36%"}
        minSize={130}
        className={classes.pane}
      >
        <div className={classes.scroll}>
          <PeopleList />
        </div>
      </Panel>
      <Separator className={classes.level} aria-label={t`Height of the people`} />
      <Panel id="talk" minSize={180} className={classes.pane}>
        <SideTabs />
      </Panel>
    </Group>
  );
}
