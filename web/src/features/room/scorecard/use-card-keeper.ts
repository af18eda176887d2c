import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { cardOf, renewScorecards } from "@/api/scorecards/list-scorecards";
import { writeScorecard } from "@/api/scorecards/write-scorecard";
import type { ScorecardPage } from "@/api/types";
import type { LiveRoom } from "@/live/live-room";
import { useLive, useView } from "../live-context";
import { CardKeeper } from "./card-keeper";
import { toSend, writtenBy } from "./written";

/** One per room and person: the draft lasts while its tab in the room is closed. */
const keepers = new WeakMap<LiveRoom, { person: string; keeper: CardKeeper }>();

/** Tabs of one browser tell each other that a card was written. */
const tabsOf = (room: string): BroadcastChannel => new BroadcastChannel(`scorecards ${room}`);

/** Keeps the draft of one's own card. What is not saved when the page goes is asked about. */
export function useCardKeeper(page: ScorecardPage): CardKeeper {
  const live = useLive();
  const { me, room } = useView();
  const card = cardOf(page, me.id);
  let kept = keepers.get(live);
  if (kept?.person !== me.id) {
    const first = writtenBy(page.rubric, card);
    const keeper = new CardKeeper(first, writtenAt(card), async (written, submitted) => {
      const saved = await writeScorecard(room.id, toSend(written, submitted));
      const tabs = tabsOf(room.id);
      tabs.postMessage(me.id);
      tabs.close();
      return writtenAt(saved);
    });
    kept = { person: me.id, keeper };
    keepers.set(live, kept);
  }
  const { keeper } = kept;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      keeper.flush();
      if (keeper.unsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("beforeunload", ask);
      keeper.flush();
    };
  }, [keeper]);
  useEffect(() => {
    if (card) keeper.heard(writtenBy(page.rubric, card), writtenAt(card));
  }, [keeper, page.rubric, card]);
  useOtherTabs(room.id, me.id);
  return keeper;
}

const writtenAt = (card: { updatedAt: string } | undefined): number =>
  card ? Date.parse(card.updatedAt) : 0;

/** Looks anew at once when one's card was written in another tab. */
function useOtherTabs(room: string, me: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const tabs = tabsOf(room);
    tabs.onmessage = ({ data }) => {
      if (data === me) void renewScorecards(queries, room);
    };
    return () => tabs.close();
  }, [queries, room, me]);
}
