import type { MessageDescriptor } from "@lingui/core";
import { msg, plural, t } from "@lingui/core/macro";
import type { Job, JobQueue, JobState } from "@/api/types";
import { fromNow } from "@/ui/from-now";

/** The states of jobs as people call them, what needs a look first. */
export const STATES: { state: JobState; title: MessageDescriptor; none: MessageDescriptor }[] = [
  { state: "dead", title: msg`Failed`, none: msg`Nothing has failed.` },
  { state: "waiting", title: msg`Waiting`, none: msg`Nothing waits: all that is due is done.` },
  { state: "delayed", title: msg`Delayed`, none: msg`Nothing is put off until later.` },
  { state: "running", title: msg`Running`, none: msg`Nothing runs at this moment.` },
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
  const whole = Math.round(seconds);
  if (seconds < 60) return t`${whole} s`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.round(seconds / 3600);
  return seconds < 3600 ? t`${minutes} min` : t`${hours} h`;
}

/** What trying a job at once is called; nothing where it is tried anyway. */
export function retryText(state: JobState): string | null {
  if (state === "dead") return t`Retry`;
  return state === "delayed" ? t`Run now` : null;
}

/** Tries and times of a job. */
export function timesText(job: Job, now: number): string {
  const tries = plural(job.attempts, { one: "# try", other: "# tries" });
  const createdFromNow = fromNow(Date.parse(job.createdAt), now);
  const made = t`made ${createdFromNow}`;
  const runsFromNow = fromNow(Date.parse(job.runAt), now);
  const runs = job.state === "dead" ? t`given up ${runsFromNow}` : t`due ${runsFromNow}`;
  return [tries, made, runs].join(" · ");
}
