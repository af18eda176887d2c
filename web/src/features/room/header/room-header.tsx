import { t } from "@lingui/core/macro";
import { BrandLink } from "@/ui/brand-link";
import { useNarrow } from "../frame/use-narrow";
import { useView } from "../live-context";
import { FocusCountdown } from "./focus-countdown";
import { HeaderActions } from "./header-actions";
import { InterviewButton } from "./interview-button";
import { MoreMenu } from "./more-menu";
import classes from "./room-header.module.css";
import { useHome } from "./use-home";

const statuses = () => ({ scheduled: t`Not started`, live: t`Live`, ended: t`Ended` });

/** What the room is, how far it is, and what can be done with it as a whole. */
export function RoomHeader() {
  const { room } = useView();
  const narrow = useNarrow();
  const home = useHome();
  return (
    <header className={classes.header}>
      {narrow ? null : (
        <div className={classes.brand}>
          <BrandLink to={home} />
        </div>
      )}
      <div className={classes.name}>
        <h1 className={classes.title} tabIndex={-1}>
          {room.title}
        </h1>
        <span className={classes.status} data-status={room.status}>
          {statuses()[room.status]}
        </span>
      </div>
      <div className={classes.actions}>
        <FocusCountdown />
        {narrow ? null : <HeaderActions />}
        <InterviewButton />
        <MoreMenu full={narrow} />
      </div>
    </header>
  );
}
