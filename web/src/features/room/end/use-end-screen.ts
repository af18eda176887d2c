import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { mayScore } from "../scorecard/may-score";

/** What those who interviewed see of a room that is over: the end screen, or the room as it was. */
export function useEndScreen() {
  const view = useView();
  const { ui, change } = useRoomUi();
  const { status, endedAt } = view.room;
  /** By which an end is told from the next one, after a reopening. */
  const end = endedAt ?? 0;
  const possible = status === "ended" && mayScore(view);
  return {
    possible,
    open: possible && ui.readsSince !== end,
    show: (open: boolean) => change({ readsSince: open ? null : end }),
  };
}
