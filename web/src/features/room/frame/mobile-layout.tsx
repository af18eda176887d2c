import { t } from "@lingui/core/macro";
import { IconBook2, IconCode, IconMessage, IconUsers } from "@tabler/icons-react";
import { EditorPane } from "../editor/editor-pane";
import { KnockCards } from "../knocks/knock-cards";
import { interviews, useView } from "../live-context";
import { PeopleList } from "../people/people-list";
import { ProblemPane } from "../problem/problem-pane";
import { type Pane, useRoomUi } from "../room-ui";
import { useHasCall } from "../video/call-context";
import { CallPane } from "../video/call-pane";
import { CallStrip } from "../video/call-strip";
import { Count } from "./count";
import classes from "./mobile-layout.module.css";
import { SideTabs } from "./side-tabs";
import { useNews } from "./use-news";

const panes = (): { pane: Pane; label: string; icon: typeof IconCode }[] => [
  { pane: "problem", label: t`Problem`, icon: IconBook2 },
  { pane: "code", label: t`Code`, icon: IconCode },
  { pane: "chat", label: t`Chat`, icon: IconMessage },
  { pane: "people", label: t`People`, icon: IconUsers },
];

/** One pane at a time, the way a phone is held; who knocks shows above any of them. */
export function MobileLayout() {
  const { me } = useView();
  const { ui, change } = useRoomUi();
  const hasCall = useHasCall();
  return (
    <>
      <main className={classes.main}>
        <div className={classes.waiting}>{interviews(me.role) ? <KnockCards /> : null}</div>
        {hasCall && ui.pane !== "people" ? <CallStrip /> : null}
        <OpenPane pane={ui.pane} />
      </main>
      <nav className={classes.nav} aria-label={t`Panes`}>
        {panes().map(({ pane, label, icon: Icon }) => (
          <button
            key={pane}
            type="button"
            className={classes.button}
            aria-current={ui.pane === pane ? "page" : undefined}
            // Where the focus goes that the list of people should have while it is not open.
            data-pane={pane === "people" ? pane : undefined}
            onClick={() => change({ pane })}
          >
            <span className={classes.icon}>
              <Icon size={20} aria-hidden />
              {pane === "chat" ? <News /> : null}
            </span>
            {label}
          </button>
        ))}
      </nav>
    </>
  );
}

/** All of the call, where there is place for it. */
function Call() {
  if (!useHasCall()) return null;
  return (
    <div className={classes.call}>
      <CallPane />
    </div>
  );
}

/** What came into the panes behind one button. */
function News() {
  const { said, signal, messages, signals } = useNews();
  const parts = [said > 0 && messages, signal > 0 && signals];
  return (
    <span className={classes.news}>
      <Count of={said + signal} label={parts.filter(Boolean).join(", ")} />
    </span>
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
          <Call />
          <PeopleList />
        </div>
      );
  }
}
