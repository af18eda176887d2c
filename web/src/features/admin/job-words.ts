import type { Job, JobQueue, JobState } from "@/api/types";
import { fromNow } from "@/ui/from-now";

/** The states of jobs as people call them, what needs a look first. */
export const STATES: { state: JobState; title: string; none: string }[] = [
  { state: "dead", title: "Failed", none: "Nothing has failed." },
  { state: "waiting", title: "Waiting", none: "Nothing waits: all that is due is done." },
  { state: "delayed", title: "Delayed", none: "Nothing is put off until later." },
  { state: "running", title: "Running", none: "Nothing runs at this moment." },
];

/** "Scorecard due" for `scorecard_due`. */
export function kindText(kind: string): string {
  const words = kind.replaceAll(/[._-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How many jobs are in a state, of one kind or of all. */
export function countOf(queues: JobQueue[], state: JobState, kind?: string): number {
  return queues
    .filter((queue) => kind === undefined || queue.kind === kind)
    .reduce((sum, queue) => sum + queue[state], 0);
}

/** "12 s", "3 min", "2 h": how long the oldest job has waited. */
export function ageText(seconds: number | undefined): string {
  if (seconds === undefined) return "–";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** What the time of a job is in each state. */
const RUNS = {
  dead: "given up",
  waiting: "due",
  delayed: "due",
  running: "due",
} as const;

/** What trying a job at once is called; nothing where it is tried anyway. */
export function retryText(state: JobState): string | null {
  if (state === "dead") return "Retry";
  return state === "delayed" ? "Run now" : null;
}

/** Tries and times of a job. */
export function timesText(job: Job, now: number): string {
  const tries = job.attempts === 1 ? "1 try" : `${job.attempts} tries`;
  const made = `made ${fromNow(Date.parse(job.createdAt), now)}`;
  const runs = `${RUNS[job.state]} ${fromNow(Date.parse(job.runAt), now)}`;
  return [tries, made, runs].join(" · ");
}
