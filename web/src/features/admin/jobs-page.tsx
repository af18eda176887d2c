import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { type JobFilter, useJobs } from "@/api/admin/list-jobs";
import { toProblem } from "@/api/problem";
import { dateFormat } from "@/texts/dates";
import { EmptyState } from "@/ui/empty-state";
import { problemText } from "@/ui/form-problem";
import { PageColumn } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { Trouble } from "@/ui/trouble";
import { JobList } from "./job-list";
import { JobTabs } from "./job-tabs";
import classes from "./jobs-page.module.css";
import { QueueTable } from "./queue-table";

/** For administrators: what the server still has to do, and what it could not. */
export default function JobsPage() {
  const { t } = useLingui();
  usePageTitle(t`Background jobs`);
  const [filter, setFilter] = useState<JobFilter>({ state: "dead" });
  const jobs = useJobs(filter);
  if (jobs.error && toProblem(jobs.error).status === 403) return <NotForYou />;
  return (
    <PageColumn>
      <h1 className={classes.title}>
        <Trans>Background jobs</Trans>
      </h1>
      <p className={classes.lead}>
        <Trans>Mails and other work that nobody waits for. This page follows it by itself.</Trans>
      </p>
      <Jobs jobs={jobs} filter={filter} setFilter={setFilter} />
    </PageColumn>
  );
}

interface JobsProps {
  jobs: ReturnType<typeof useJobs>;
  filter: JobFilter;
  setFilter: (filter: JobFilter) => void;
}

function Jobs({ jobs, filter, setFilter }: JobsProps) {
  if (jobs.isPending) return <Skeleton height={280} radius="lg" aria-hidden />;
  const [first] = jobs.data?.pages ?? [];
  if (!jobs.data || !first) return <Unavailable error={jobs.error} again={() => jobs.refetch()} />;
  return (
    <>
      <Stale error={jobs.error} at={jobs.dataUpdatedAt} />
      <QueueTable queues={first.queues} />
      <JobTabs queues={first.queues} filter={filter} setFilter={setFilter}>
        <JobList
          jobs={jobs.data.pages.flatMap((page) => page.items)}
          state={filter.state}
          busy={jobs.isPlaceholderData}
        />
        {jobs.hasNextPage ? (
          <Button
            variant="default"
            mt="lg"
            loading={jobs.isFetchingNextPage}
            onClick={() => jobs.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        ) : null}
      </JobTabs>
    </>
  );
}

const clock = dateFormat({ timeStyle: "medium" });

/** A refresh that failed keeps what was there, and says how old that is. */
function Stale({ error, at }: { error: unknown; at: number }) {
  const { t } = useLingui();
  const problem = error ? problemText(error) : "";
  const time = clock.format(at);
  return (
    <div role="status" className={classes.stale}>
      {error ? t`Not refreshed: ${problem} This is as of ${time}.` : null}
    </div>
  );
}

function Unavailable({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useLingui();
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={40} stroke={1.5} />}
        title={t`The jobs could not be loaded`}
        action={
          <Button onClick={again}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        {problemText(error)} <Trans>The jobs themselves are safe and go on.</Trans>
      </EmptyState>
    </div>
  );
}

function NotForYou() {
  const { t } = useLingui();
  return (
    <Trouble
      happened={t`This page is for administrators`}
      safe={t`Your interviews are where they were. Whoever runs this server can make you an administrator.`}
      todo={
        <Button component={Link} to="/dashboard">
          <Trans>Go to your interviews</Trans>
        </Button>
      }
    />
  );
}
