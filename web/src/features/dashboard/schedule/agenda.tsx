import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { dateFormat } from "@/texts/dates";
import { useLanguage } from "@/texts/language";
import { distanceText } from "../room-times";
import classes from "./agenda.module.css";
import { byDay, dayOf, type Entry } from "./calendar-days";

interface AgendaProps {
  entries: Entry[];
  now: number;
  open: (roomId: string) => void;
}

const day = dateFormat({ weekday: "long", day: "numeric", month: "long" });
const time = dateFormat({ hour: "2-digit", minute: "2-digit" });

/** What is to come, day by day. */
export function Agenda({ entries, now, open }: AgendaProps) {
  useLanguage();
  if (entries.length === 0) {
    return (
      <p className={classes.nothing}>
        <Trans>Nothing is planned. A new interview can be for any day.</Trans>
      </p>
    );
  }
  return (
    <ol className={classes.days}>
      {[...byDay(entries)].map(([key, ofDay]) => (
        <li key={key}>
          <h3 className={classes.day}>{dayName(ofDay[0]?.at ?? now, now)}</h3>
          <ul className={classes.list}>
            {ofDay.map(({ room, at }) => (
              <li key={room.id}>
                <UnstyledButton className={classes.entry} onClick={() => open(room.id)}>
                  <span className={classes.time}>{time.format(at)}</span>
                  <span className={classes.text}>
                    <span className={classes.title}>{room.title}</span>
                    <span className={classes.more}>{distanceText(at, now)}</span>
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function dayName(at: number, now: number): string {
  const date = day.format(at);
  return dayOf(at).key === dayOf(now).key ? t`Today, ${date}` : date;
}
