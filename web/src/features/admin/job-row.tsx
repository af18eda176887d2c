import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { Job } from "@/api/types";
import type { JobQuestion } from "./job-dialog";
import classes from "./job-list.module.css";
import { kindText, retryText, timesText } from "./job-words";

interface JobRowProps {
  job: Job;
  now: number;
  ask: (question: JobQuestion) => void;
}

/** One job: what it is about, how far it is, why it failed, what can be done about it. */
export function JobRow({ job, now, ask }: JobRowProps) {
  const { t } = useLingui();
  const retry = retryText(job.state);
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
        {retry === null ? null : (
          <Button
            size="xs"
            variant="light"
            aria-label={`${retry}: ${job.summary}`}
            onClick={() => ask({ job, verb: "retry" })}
          >
            {retry}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={t`Delete: ${job.summary}`}
          onClick={() => ask({ job, verb: "delete" })}
        >
          <Trans>Delete</Trans>
        </Button>
      </div>
    </li>
  );
}
