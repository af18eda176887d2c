import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { mayScore } from "../scorecard/may-score";

/** The tab that is open at the right: `chat`, `signals`, `scorecard`, or the id of a notes pad. */
export function useOpenSide(): string {
  const view = useView();
  const { side } = useRoomUi().ui;
  if (side === "signals" || (side === "scorecard" && mayScore(view))) return side;
  const known = view.pads.some(({ id, kind }) => id === side && kind === "notes");
  return known ? side : "chat";
}
