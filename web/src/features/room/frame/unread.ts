import { createContext, useContext, useEffect, useState } from "react";
import { useEntries, useLive, useView } from "../live-context";
import { headOf } from "../log-head";
import { useRoomUi } from "../room-ui";
import { useNarrow } from "./use-narrow";
import { useOpenSide } from "./use-open-side";

/** How much came in that this person has not looked at. */
interface Unread {
  said: number;
  signal: number;
}

export const UnreadContext = createContext<Unread>({ said: 0, signal: 0 });

/** What came in since it was last looked at. */
export const useUnread = (): Unread => useContext(UnreadContext);

/**
 * Counts for the whole room, whichever panes are there. What was there when one came in is read, and
 * one's own doing is no news.
 */
export function useCountUnread(): Unread {
  const live = useLive();
  const { me } = useView();
  const entries = useEntries();
  const side = useOpenSide();
  const narrow = useNarrow();
  const { pane } = useRoomUi().ui;
  const shown = !narrow || pane === "chat";
  const [chat, signals] = [shown && side === "chat", shown && side === "signals"];
  const [seen, setSeen] = useState(() => ({ said: headOf(live), signal: headOf(live) }));
  const last = entries.at(-1)?.seq ?? 0;
  useEffect(() => {
    setSeen(({ said, signal }) => ({
      said: chat ? Math.max(said, last) : said,
      signal: signals ? Math.max(signal, last) : signal,
    }));
  }, [chat, signals, last]);
  const count = (type: keyof Unread) =>
    entries.filter(
      (entry) => entry.type === type && entry.seq > seen[type] && entry.actor.id !== me.id,
    ).length;
  return { said: chat ? 0 : count("said"), signal: signals ? 0 : count("signal") };
}
