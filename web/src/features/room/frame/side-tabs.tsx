import { Tabs } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Chat } from "../chat/chat";
import { useEntries, useView } from "../live-context";
import { Notes } from "../notes/notes";
import { useRoomUi } from "../room-ui";
import { Signals } from "../signals/signals";
import classes from "./side-tabs.module.css";

/** What came in since a tab was last looked at; one's own doing is no news. */
function useUnread(type: "said" | "signal", looking: boolean): number {
  const entries = useEntries();
  const { me } = useView();
  const news = entries.filter((entry) => entry.type === type && entry.actor.id !== me.id);
  const last = news.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(last);
  const first = useRef(true);
  useEffect(() => {
    // What was there when one came counts as read once the history is in.
    if (looking || first.current) setSeen(last);
    first.current = false;
  }, [looking, last]);
  return news.filter(({ seq }) => seq > seen).length;
}

/** Chat, signals, and the notes of those who interview. */
export function SideTabs() {
  const { pads } = useView();
  const { ui, change } = useRoomUi();
  const notes = pads.filter(({ kind }) => kind === "notes");
  const known = ["chat", "signals", ...notes.map(({ id }) => id)];
  const open = known.includes(ui.side) ? ui.side : "chat";
  const [said, signals] = [
    useUnread("said", open === "chat"),
    useUnread("signal", open === "signals"),
  ];
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
        <Tabs.Tab value="chat" rightSection={<Count of={said} what="new messages" />}>
          Chat
        </Tabs.Tab>
        <Tabs.Tab value="signals" rightSection={<Count of={signals} what="new signals" />}>
          Signals
        </Tabs.Tab>
        {notes.map((pad) => (
          <Tabs.Tab key={pad.id} value={pad.id}>
            {pad.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="chat">
        <Chat />
      </Tabs.Panel>
      <Tabs.Panel value="signals">
        <Signals />
      </Tabs.Panel>
      {notes.map((pad) => (
        <Tabs.Panel key={pad.id} value={pad.id}>
          <Notes pad={pad} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Count({ of, what }: { of: number; what: string }) {
  if (of === 0) return null;
  return (
    <span className={classes.count}>
      {of}
      <span className={classes.hidden}> {what}</span>
    </span>
  );
}
