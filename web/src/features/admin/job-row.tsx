import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Job } from "@/api/types";
import classes from "./job-list.module.css";
import { kindText, timesText } from "./job-words";

const JobDialog = lazy(() => import("./job-dialog"));

/** One job: what it is about, how far it is, why it failed, what can be done about it. */
export function JobRow({ job, now }: { job: Job; now: number }) {
  const [dialog, setDialog] = useState<"retry" | "delete" | null>(null);
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <div className={classes.summary}>
          <span className={classes.kind}>{kindText(job.kind)}</span> {job.summary}
        </div>
        <div className={classes.times}>{timesText(job, now)}</div>
        {job.error ? <pre className={classes.error}>{job.error}</pre> : null}
      </div>
      <div className={classes.actions}>
        {job.state === "dead" ? (
          <Button
            size="xs"
            variant="light"
            aria-label={`Retry ${job.summary}`}
            onClick={() => setDialog("retry")}
          >
            Retry
          </Button>
        ) : null}
        {job.state === "running" ? null : (
          <Button
            size="xs"
            variant="default"
            aria-label={`Delete ${job.summary}`}
            onClick={() => setDialog("delete")}
          >
            Delete
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {dialog ? <JobDialog verb={dialog} job={job} close={() => setDialog(null)} /> : null}
      </Suspense>
    </li>
  );
}
