import { t } from "@lingui/core/macro";
import { IconListNumbers, IconPlayerTrackNext } from "@tabler/icons-react";
import { nextOf, type Progress } from "../agenda/agenda-progress";
import { startItem } from "../agenda/start-item";
import { mayPrepare } from "../agenda/use-agenda-progress";
import { type Acting, inPalette, type RoomAction } from "./room-action";

/** What those who interview may do with the agenda. */
export function preparing({ view, ui, act }: Acting, agenda: readonly Progress[]): RoomAction[] {
  if (!mayPrepare(view)) return [];
  const next = nextOf(agenda);
  const start = () => next && void startItem(act, next);
  const prepare = () => ui.change({ dialog: "agenda" });
  return [
    ...(next && view.room.status !== "ended"
      ? [
          inPalette(
            "start-next",
            t`Start next: ${{ title: next.title }}`,
            IconPlayerTrackNext,
            start,
          ),
        ]
      : []),
    inPalette("prepare", t`Prepare problems…`, IconListNumbers, prepare),
  ];
}
