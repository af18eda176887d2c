import type { JobQueue } from "@/api/types";
import { ageText, kindText } from "./job-words";
import classes from "./queue-table.module.css";

/** How much of each kind there is. What needs a look, failed jobs, stands out. */
export function QueueTable({ queues }: { queues: JobQueue[] }) {
  if (queues.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={classes.frame} aria-label="Queues" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Failed</th>
            <th scope="col">Waiting</th>
            <th scope="col">Delayed</th>
            <th scope="col">Running</th>
            <th scope="col">Oldest waits</th>
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
