import { useVisitedRoom } from "@/api/rooms/show-visited-room";
import type { TimelineEntry } from "@/live/types";
import { useEntries, useView } from "../live-context";
import classes from "./room-over.module.css";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What stays of an interview, for whom and for how long: for the candidate who was in it. */
export function Kept({ roomId }: { roomId: string }) {
  const { room } = useView();
  const entries = useEntries();
  const { data } = useVisitedRoom(roomId);
  // Without an answer nothing is promised.
  if (!data) return null;
  const endedAt = data.endedAt ? Date.parse(data.endedAt) : (room.endedAt ?? Date.now());
  return (
    <section className={classes.kept} aria-labelledby="what-is-kept">
      <h2 id="what-is-kept">What is kept</h2>
      <ul>
        <li>What was written in the editor and the chat, and when.</li>
        <li>What your browser told, as in your list of signals.</li>
        <li>Your interviewers' notes and scorecards.</li>
        <li>{recorded(entries)}</li>
      </ul>
      <p>
        For {days(data.retentionDays)}, until {dateText(endedAt + data.retentionDays * DAY_MS)}.
        Only people who were in the room can open it. If you want it deleted sooner, write to{" "}
        {room.hostName}.
      </p>
    </section>
  );
}

/** The log says whether a recording was ever made; what this page does not know of is none. */
function recorded(entries: readonly TimelineEntry[]): string {
  const some = entries.some(({ type }) => (type as string) === "recording_started");
  return some
    ? "Audio and video, while you consented to it."
    : "No audio and no video: nothing was recorded.";
}

const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

const dateText = (at: number): string =>
  new Date(at).toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" });
