import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";

/** The tab that is open at the right: `chat`, `signals`, or the id of a notes pad. */
export function useOpenSide(): string {
  const { pads } = useView();
  const { side } = useRoomUi().ui;
  const known = side === "signals" || pads.some(({ id, kind }) => id === side && kind === "notes");
  return known ? side : "chat";
}
