import { Trans } from "@lingui/react/macro";
import { IconPencil } from "@tabler/icons-react";
import type { Room } from "@/api/types";
import { dateFormat } from "@/texts/dates";
import { useLanguage } from "@/texts/language";
import classes from "./date-tile.module.css";

const month = dateFormat({ month: "short" });

/** The day of a room as a leaf of a calendar; a pulse while it is live. The row's text says it too. */
export function DateTile({ room }: { room: Room }) {
  useLanguage();
  if (room.status === "live") {
    return (
      <div className={`${classes.tile} ${classes.live}`} aria-hidden="true">
        <span className={classes.dot} />
        <Trans>Live</Trans>
      </div>
    );
  }
  const day = room.status === "ended" ? (room.endedAt ?? room.createdAt) : room.scheduledAt;
  if (day === undefined) {
    return (
      <div className={`${classes.tile} ${classes.undated}`} aria-hidden="true">
        <IconPencil size={20} />
      </div>
    );
  }
  const date = new Date(day);
  const tone = room.status === "ended" ? classes.past : classes.dated;
  return (
    <div className={`${classes.tile} ${tone}`} aria-hidden="true">
      <span className={classes.month}>{month.format(date)}</span>
      <span className={classes.day}>{date.getDate()}</span>
    </div>
  );
}
