import { UnstyledButton } from "@mantine/core";
import { timeText } from "../room-times";
import classes from "./agenda.module.css";
import { byDay, dayOf, type Entry } from "./calendar-days";

interface AgendaProps {
  entries: Entry[];
  now: number;
  open: (roomId: string) => void;
}

const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** What is to come, day by day. */
export function Agenda({ entries, now, open }: AgendaProps) {
  if (entries.length === 0) {
    return (
      <p className={classes.nothing}>Nothing is planned. A new interview can be for any day.</p>
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
                    <span className={classes.more}>{distance(timeText(room, now))}</span>
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
  return dayOf(at).key === dayOf(now).key ? `Today, ${day.format(at)}` : day.format(at);
}

/** The day and the time stand beside it already: what is left is how far away it is. */
const distance = (text: string): string => text.split(" · ").at(-1) ?? text;
