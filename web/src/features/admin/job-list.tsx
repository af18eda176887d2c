import type { Job, JobState } from "@/api/types";
import { useNow } from "@/ui/use-now";
import classes from "./job-list.module.css";
import { JobRow } from "./job-row";
import { STATES } from "./job-words";

interface JobListProps {
  jobs: Job[];
  state: JobState;
  /** Whether these are still those of another tab, until the asked for come. */
  busy: boolean;
}

/** The jobs of one state. */
export function JobList({ jobs, state, busy }: JobListProps) {
  const now = useNow();
  if (busy) return <p className={classes.none}>Loading…</p>;
  if (jobs.length === 0) {
    return <p className={classes.none}>{STATES.find((known) => known.state === state)?.none}</p>;
  }
  return (
    <ul className={classes.list}>
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} now={now} />
      ))}
    </ul>
  );
}
