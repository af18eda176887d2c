import { Trans } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { Chat } from "../chat/chat";
import { useView } from "../live-context";
import { Notes } from "../notes/notes";
import { notesTitle } from "../notes/notes-title";
import { useRoomUi } from "../room-ui";
import { ScorecardPane } from "../scorecard/lazy-scorecard-pane";
import { mayScore } from "../scorecard/may-score";
import { Signals } from "../signals/signals";
import { Count } from "./count";
import classes from "./side-tabs.module.css";
import { useNews } from "./use-news";
import { useOpenSide } from "./use-open-side";

/** Chat, signals, and the notes and the scorecard of those who interview. */
export function SideTabs() {
  const view = useView();
  const { change } = useRoomUi();
  const open = useOpenSide();
  const { said, signal, messages, signals } = useNews();
  const scores = mayScore(view);
  const notes = view.pads.filter(({ kind }) => kind === "notes");
  return (
    <Tabs
      value={open}
      onChange={(side) => side && change({ side })}
      keepMounted={false}
      classNames={{
        root: classes.root,
        panel: classes.panel,
        list: classes.list,
        tab: classes.tab,
      }}
    >
      <Tabs.List>
        <Tabs.Tab value="chat" rightSection={<Count of={said} label={messages} />}>
          <Trans>Chat</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="signals" rightSection={<Count of={signal} label={signals} />}>
          <Trans>Signals</Trans>
        </Tabs.Tab>
        {notes.map((pad) => (
          <Tabs.Tab key={pad.id} value={pad.id}>
            {notesTitle(pad.title)}
          </Tabs.Tab>
        ))}
        {scores ? (
          <Tabs.Tab value="scorecard">
            <Trans>Scorecard</Trans>
          </Tabs.Tab>
        ) : null}
      </Tabs.List>
      <Tabs.Panel value="chat" tabIndex={-1} data-pane="chat">
        <Chat />
      </Tabs.Panel>
      <Tabs.Panel value="signals" tabIndex={-1} data-pane="signals">
        <Signals />
      </Tabs.Panel>
      {notes.map((pad) => (
        <Tabs.Panel key={pad.id} value={pad.id} tabIndex={-1} data-pane={pad.id}>
          <Notes pad={pad} />
        </Tabs.Panel>
      ))}
      {scores ? (
        <Tabs.Panel value="scorecard" tabIndex={-1} data-pane="scorecard">
          <ScorecardPane wide={false} />
        </Tabs.Panel>
      ) : null}
    </Tabs>
  );
}
