import { Trans, useLingui } from "@lingui/react/macro";
import type { JobQueue } from "@/api/types";
import { ageText, kindText } from "./job-words";
import classes from "./queue-table.module.css";

/** How much of each kind there is. What needs a look, failed jobs, stands out. */
export function QueueTable({ queues }: { queues: JobQueue[] }) {
  const { t } = useLingui();
  if (queues.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={classes.frame} aria-label={t`Queues`} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Kind</Trans>
            </th>
            <th scope="col">
              <Trans>Failed</Trans>
            </th>
            <th scope="col">
              <Trans>Waiting</Trans>
            </th>
            <th scope="col">
              <Trans>Delayed</Trans>
            </th>
            <th scope="col">
              <Trans>Running</Trans>
            </th>
            <th scope="col">
              <Trans>Oldest waits</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.kind}>
              <th scope="row">{kindText(queue.kind)}</th>
              <td className={queue.dead > 0 ? classes.failed : undefined}>{queue.dead}</td>
              <td>{queue.waiting}</td>
              <td>{queue.delayed}</td>
              <td>{queue.running}</td>
              <td>{ageText(queue.oldestWaitingSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
