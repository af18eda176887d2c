import { IconBook2, IconCode, IconMessage, IconUsers } from "@tabler/icons-react";
import { EditorPane } from "../editor/editor-pane";
import { KnockCards } from "../knocks/knock-cards";
import { interviews, useView } from "../live-context";
import { PeopleList } from "../people/people-list";
import { ProblemPane } from "../problem/problem-pane";
import { type Pane, useRoomUi } from "../room-ui";
import classes from "./mobile-layout.module.css";
import { SideTabs } from "./side-tabs";

const PANES: { pane: Pane; label: string; icon: typeof IconCode }[] = [
  { pane: "problem", label: "Problem", icon: IconBook2 },
  { pane: "code", label: "Code", icon: IconCode },
  { pane: "chat", label: "Chat", icon: IconMessage },
  { pane: "people", label: "People", icon: IconUsers },
];

/** One pane at a time, the way a phone is held; who knocks shows above any of them. */
export function MobileLayout() {
  const { me } = useView();
  const { ui, change } = useRoomUi();
  return (
    <>
      <main className={classes.main}>
        {interviews(me.role) ? <KnockCards /> : null}
        <OpenPane pane={ui.pane} />
      </main>
      <nav className={classes.nav} aria-label="Panes">
        {PANES.map(({ pane, label, icon: Icon }) => (
          <button
            key={pane}
            type="button"
            className={classes.button}
            aria-current={ui.pane === pane ? "page" : undefined}
            onClick={() => change({ pane })}
          >
            <Icon size={20} aria-hidden />
            {label}
          </button>
        ))}
      </nav>
    </>
  );
}

function OpenPane({ pane }: { pane: Pane }) {
  switch (pane) {
    case "problem":
      return <ProblemPane />;
    case "code":
      return <EditorPane />;
    case "chat":
      return <SideTabs />;
    case "people":
      return (
        <div className={classes.scroll}>
          <PeopleList />
        </div>
      );
  }
}
