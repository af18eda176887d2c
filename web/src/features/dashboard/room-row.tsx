import { i18n } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Badge, Button } from "@mantine/core";
import { Link } from "react-router";
import type { Room } from "@/api/types";
import { roleName } from "@/invitations/roles";
import { useLanguage } from "@/texts/language";
import { CopyLinkButton } from "@/ui/copy-link-button";
import { DateTile } from "./date-tile";
import { RoomMenu } from "./lazy-room-menu";
import classes from "./room-row.module.css";
import { timeText } from "./room-times";

/** One room: when, what, and what one can do with it. */
export function RoomRow({ room, now }: { room: Room; now: number }) {
  useLanguage();
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
          aria-label={openText(room)}
        >
          {i18n._(OPEN[room.status])}
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

const OPEN = { live: msg`Join`, scheduled: msg`Open`, ended: msg`View` };

/** The same with the room it is about, for who does not see the row. */
function openText({ status, title }: Room): string {
  if (status === "live") return t`Join ${title}`;
  return status === "ended" ? t`View ${title}` : t`Open ${title}`;
}

function RoomBadges({ room }: { room: Room }) {
  return (
    <>
      {room.kind === "practice" ? (
        <Badge variant="light" color="gray">
          <Trans>Practice</Trans>
        </Badge>
      ) : null}
      {room.role === "host" ? null : <Badge variant="light">{roleName(room.role)}</Badge>}
    </>
  );
}
