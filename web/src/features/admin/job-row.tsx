import { Button } from "@mantine/core";
import { useState } from "react";
import type { Job } from "@/api/types";
import { DeleteJobDialog, RetryJobDialog } from "./job-dialogs";
import classes from "./job-list.module.css";
import { kindText, timesText } from "./job-words";

/** One job: what it is about, how far it is, why it failed, what can be done about it. */
export function JobRow({ job, now }: { job: Job; now: number }) {
  const [dialog, setDialog] = useState<"retry" | "delete" | null>(null);
  const close = () => setDialog(null);
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
      {dialog === "retry" ? <RetryJobDialog job={job} close={close} /> : null}
      {dialog === "delete" ? <DeleteJobDialog job={job} close={close} /> : null}
    </li>
  );
}
