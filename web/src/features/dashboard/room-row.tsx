import { Badge, Button } from "@mantine/core";
import { Link } from "react-router";
import type { Room } from "@/api/types";
import { CopyLinkButton } from "@/ui/copy-link-button";
import { DateTile } from "./date-tile";
import { RoomMenu } from "./room-menu";
import classes from "./room-row.module.css";
import { timeText } from "./room-times";

/** One room: when, what, and what one can do with it. */
export function RoomRow({ room, now }: { room: Room; now: number }) {
  return (
    <li className={classes.row}>
      <DateTile room={room} />
      <div className={classes.text}>
        <div className={classes.titleLine}>
          <Link to={`/r/${room.id}`} className={classes.title}>
            {room.title}
          </Link>
          <RoomBadges room={room} />
        </div>
        <div className={classes.time}>{timeText(room, now)}</div>
      </div>
      <div className={classes.actions}>
        {room.status === "ended" || room.kind === "practice" ? null : (
          <CopyLinkButton link={room.joinUrl} of={room.title} />
        )}
        <Button
          component={Link}
          to={`/r/${room.id}`}
          variant={VARIANT[room.status]}
          aria-label={`${OPEN[room.status]} ${room.title}`}
        >
          {OPEN[room.status]}
        </Button>
        {room.role === "host" || room.role === "interviewer" ? (
          <RoomMenu room={room} />
        ) : (
          <span className={classes.noMenu} />
        )}
      </div>
    </li>
  );
}

const VARIANT = { live: "filled", scheduled: "light", ended: "default" } as const;

const OPEN = { live: "Join", scheduled: "Open", ended: "View" } as const;

const ROLES = { interviewer: "Interviewer", candidate: "Candidate", observer: "Observer" } as const;

function RoomBadges({ room }: { room: Room }) {
  return (
    <>
      {room.kind === "practice" ? (
        <Badge variant="light" color="gray">
          Practice
        </Badge>
      ) : null}
      {room.role === "host" ? null : <Badge variant="light">{ROLES[room.role]}</Badge>}
    </>
  );
}
