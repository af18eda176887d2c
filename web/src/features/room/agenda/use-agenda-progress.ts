import { useAgendaWithChanges } from "@/api/agenda/change-agenda";
import type { RoomView } from "@/live/types";
import { interviews, useEntries, useView } from "../live-context";
import { useServerTime } from "../use-time";
import { agendaProgress, type Progress } from "./agenda-progress";

/** Whether this person prepares problems: those who interview do, not those who practise. */
export const mayPrepare = ({ me, room }: RoomView): boolean =>
  interviews(me.role) && room.kind === "interview";

/** How far the room is with its agenda, anew each second if it `ticks`; nothing for those who may not know of it. */
export function useAgendaProgress(ticks: boolean): Progress[] {
  const view = useView();
  const entries = useEntries();
  const may = mayPrepare(view);
  const { items } = useAgendaWithChanges(view.room.id, may);
  const now = useServerTime(ticks && may && view.room.status === "live");
  return agendaProgress((may && items) || [], entries, view, now);
}
