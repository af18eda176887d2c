import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { Job, JobState } from "@/api/types";
import { useNow } from "@/ui/use-now";
import type { JobQuestion } from "./job-dialog";
import classes from "./job-list.module.css";
import { JobRow } from "./job-row";
import { STATES } from "./job-words";

const JobDialog = lazy(() => import("./job-dialog"));

interface JobListProps {
  jobs: Job[];
  state: JobState;
  /** Whether these are still those of another tab, until the asked for come. */
  busy: boolean;
}

/** The jobs of one state, and the question before something is done to one. */
export function JobList(props: JobListProps) {
  // Here and not in its row: the job may move on while the question is read.
  const [question, ask] = useState<JobQuestion | null>(null);
  return (
    <>
      <Jobs {...props} ask={ask} />
      <Suspense fallback={null}>
        {question ? <JobDialog question={question} close={() => ask(null)} /> : null}
      </Suspense>
    </>
  );
}

function Jobs({ jobs, state, busy, ask }: JobListProps & { ask: (question: JobQuestion) => void }) {
  const { t } = useLingui();
  const now = useNow();
  if (busy) return <p className={classes.none}>{t`Loading…`}</p>;
  if (jobs.length === 0) {
    const known = STATES.find((each) => each.state === state);
    return <p className={classes.none}>{known ? t(known.none) : null}</p>;
  }
  return (
    <ul className={classes.list}>
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} now={now} ask={ask} />
      ))}
    </ul>
  );
}
