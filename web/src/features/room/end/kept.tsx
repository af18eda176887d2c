import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import type { Room } from "@/api/types";
import { useStore } from "@/live/store";
import { dateFormat } from "@/texts/dates";
import { useEntries, useLive } from "../live-context";
import classes from "./room-over.module.css";

const DAY_MS = 24 * 60 * 60 * 1_000;

const DATE = dateFormat({ day: "numeric", month: "long", year: "numeric" });

/** What stays of an interview, for whom and for how long: for the candidate who was in it. */
export function Kept({ room: { endedAt, retentionDays } }: { room: Room }) {
  const view = useStore(useLive().view);
  const recorded = useRecorded();
  const end = endedAt ? Date.parse(endedAt) : (view?.room.endedAt ?? Date.now());
  const until = DATE.format(end + retentionDays * DAY_MS);
  const hostName = view?.room.hostName;
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
        <li>{recorded}</li>
      </ul>
      <p>
        <Plural
          value={retentionDays}
          one={`For # day, until ${until}.`}
          other={`For # days, until ${until}.`}
        />{" "}
        {hostName ? (
          <Trans>
            Only people who were in the room can open it. If you want it deleted sooner, write to{" "}
            {hostName}.
          </Trans>
        ) : (
          <Trans>
            Only people who were in the room can open it. If you want it deleted sooner, write to
            whoever invited you.
          </Trans>
        )}
      </p>
    </section>
  );
}

/** The log says whether a recording was ever made. After a reload it is not here: then nothing is claimed. */
function useRecorded(): string {
  const known = useStore(useLive().view) !== null;
  const entries = useEntries();
  const some = entries.some(({ type }) => (type as string) === "recording_started");
  if (some) return t`Audio and video, while you consented to it.`;
  return known
    ? t`No audio and no video: nothing was recorded.`
    : t`Audio and video only if you were recorded, with your consent.`;
}
