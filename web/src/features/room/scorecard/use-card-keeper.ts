import { useEffect } from "react";
import { cardOf } from "@/api/scorecards/list-scorecards";
import { writeScorecard } from "@/api/scorecards/write-scorecard";
import type { ScorecardPage } from "@/api/types";
import type { LiveRoom } from "@/live/live-room";
import { useLive, useView } from "../live-context";
import { CardKeeper } from "./card-keeper";
import { toSend, writtenBy } from "./written";

/** One per room and person: the draft lasts while its tab in the room is closed. */
const keepers = new WeakMap<LiveRoom, { person: string; keeper: CardKeeper }>();

/** Keeps the draft of one's own card. What is not saved when the page goes is asked about. */
export function useCardKeeper(page: ScorecardPage): CardKeeper {
  const live = useLive();
  const { me, room } = useView();
  let kept = keepers.get(live);
  if (kept?.person !== me.id) {
    const first = writtenBy(page.rubric, cardOf(page, me.id));
    const keeper = new CardKeeper(first, (written, submitted) =>
      writeScorecard(room.id, toSend(written, submitted)),
    );
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
  return keeper;
}
