import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { TimelineEntry } from "@/live/types";
import { timeOfDay } from "../durations";
import { interviews, useEntries, useView } from "../live-context";
import { colorOf, personColors } from "../people/person-colors";
import { type SendingLine, useRoomUi } from "../room-ui";
import classes from "./chat.module.css";
import { ChatForm } from "./chat-form";

type Said = Extract<TimelineEntry, { type: "said" }>;

/** Lines of one person within this span stand under one name, in ms. */
const SAME_BREATH_MS = 3 * 60 * 1000;

/** The chat lines of a timeline, those that begin a new block marked. */
export function chatLines(entries: readonly TimelineEntry[]): { line: Said; first: boolean }[] {
  const lines = entries.flatMap((entry) => (entry.type === "said" ? [entry] : []));
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const same =
      before?.actor.id === line.actor.id &&
      before.to === line.to &&
      line.at - before.at < SAME_BREATH_MS;
    return { line, first: !same };
  });
}

/** Lines on their way that are not here yet: one's own entry may come before its answer. */
export function stillSending(
  sending: readonly SendingLine[],
  entries: readonly TimelineEntry[],
  me: string,
): SendingLine[] {
  const own = entries.flatMap((entry) =>
    entry.type === "said" && entry.actor.id === me ? [entry] : [],
  );
  const arrived = new Set<number>();
  return sending.filter(({ text, to, after }) => {
    const entry = own.find(
      (said) => said.seq > after && said.text === text && said.to === to && !arrived.has(said.seq),
    );
    if (entry) arrived.add(entry.seq);
    return !entry;
  });
}

/** What was said, to everyone or among interviewers. */
export function Chat() {
  const { me, people, room } = useView();
  const entries = useEntries();
  const sending = stillSending(useRoomUi().ui.sending, entries, me.id);
  const lines = chatLines(entries);
  const colors = personColors(people);
  const end = useRef<HTMLDivElement>(null);
  const count = lines.length + sending.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line scrolls the list to its end.
  useEffect(() => {
    end.current?.scrollIntoView({ block: "end" });
  }, [count]);
  return (
    <div className={classes.chat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must take the keyboard. */}
      <div className={classes.lines} tabIndex={0} role="log" aria-label={t`Chat`} aria-live="off">
        {count === 0 ? (
          <p className={classes.empty}>
            <Trans>Nobody has written anything yet.</Trans>
          </p>
        ) : null}
        {lines.map(({ line, first }) => (
          <Line
            key={line.seq}
            line={line}
            first={first}
            color={colorOf(colors.get(line.actor.id) ?? 0)}
          />
        ))}
        {sending.map((line) => (
          <Sending key={line.key} line={line} />
        ))}
        <div ref={end} />
      </div>
      {room.status === "ended" && !interviews(me.role) ? (
        <p className={classes.closed}>
          <Trans>The interview is over; the chat is closed.</Trans>
        </p>
      ) : (
        <ChatForm />
      )}
    </div>
  );
}

function Line({ line, first, color }: { line: Said; first: boolean; color: string }) {
  const aside = line.to === "interviewers";
  return (
    <div className={classes.line} data-first={first} data-aside={aside}>
      {first ? (
        <div className={classes.who}>
          <span className={classes.name} style={{ color }}>
            {line.actor.name}
          </span>
          {aside ? (
            <span className={classes.aside}>
              <Trans>interviewers only</Trans>
            </span>
          ) : null}
          <time className={classes.time}>{timeOfDay(line.at)}</time>
        </div>
      ) : null}
      {line.text ? (
        <div className={classes.text}>{line.text}</div>
      ) : (
        <div className={classes.erased}>
          <Trans>erased</Trans>
        </div>
      )}
    </div>
  );
}

/** One's own line on its way; while there is no connection it waits here. */
function Sending({ line }: { line: SendingLine }) {
  return (
    <div className={classes.line} data-first data-aside={line.to === "interviewers"} data-sending>
      <div className={classes.text}>{line.text}</div>
      <div className={classes.sending}>
        <Trans>Sending…</Trans>
      </div>
    </div>
  );
}
