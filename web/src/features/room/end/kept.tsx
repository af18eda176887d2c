import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { useVisitedRoom } from "@/api/rooms/show-visited-room";
import type { TimelineEntry } from "@/live/types";
import { dateFormat } from "@/texts/dates";
import { useEntries, useView } from "../live-context";
import classes from "./room-over.module.css";

const DAY_MS = 24 * 60 * 60 * 1_000;

const DATE = dateFormat({ day: "numeric", month: "long", year: "numeric" });

/** What stays of an interview, for whom and for how long: for the candidate who was in it. */
export function Kept({ roomId }: { roomId: string }) {
  const { room } = useView();
  const entries = useEntries();
  const { data } = useVisitedRoom(roomId);
  // Without an answer nothing is promised.
  if (!data) return null;
  const endedAt = data.endedAt ? Date.parse(data.endedAt) : (room.endedAt ?? Date.now());
  const until = DATE.format(endedAt + data.retentionDays * DAY_MS);
  return (
    <section className={classes.kept} aria-labelledby="what-is-kept">
      <h2 id="what-is-kept">
        <Trans>What is kept</Trans>
      </h2>
      <ul>
        <li>
          <Trans>What was written in the editor and the chat, and when.</Trans>
        </li>
        <li>
          <Trans>What your browser told, as in your list of signals.</Trans>
        </li>
        <li>
          <Trans>Your interviewers' notes and scorecards.</Trans>
        </li>
        <li>{recorded(entries)}</li>
      </ul>
      <p>
        <Plural
          value={data.retentionDays}
          one={`For # day, until ${until}.`}
          other={`For # days, until ${until}.`}
        />{" "}
        <Trans>
          Only people who were in the room can open it. If you want it deleted sooner, write to{" "}
          {room.hostName}.
        </Trans>
      </p>
    </section>
  );
}

/** The log says whether a recording was ever made; what this page does not know of is none. */
function recorded(entries: readonly TimelineEntry[]): string {
  const some = entries.some(({ type }) => (type as string) === "recording_started");
  return some
    ? t`Audio and video, while you consented to it.`
    : t`No audio and no video: nothing was recorded.`;
}
