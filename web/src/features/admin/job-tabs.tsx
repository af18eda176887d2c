import { useLingui } from "@lingui/react/macro";
import { NativeSelect, Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import type { JobFilter } from "@/api/admin/list-jobs";
import type { JobQueue } from "@/api/types";
import classes from "./job-tabs.module.css";
import { countOf, kindText, STATES } from "./job-words";

interface JobTabsProps {
  queues: JobQueue[];
  filter: JobFilter;
  setFilter: (filter: JobFilter) => void;
  /** The jobs of the chosen state. */
  children: ReactNode;
}

/** Which jobs are listed: a tab for each state, and one kind or all of them. */
export function JobTabs({ queues, filter, setFilter, children }: JobTabsProps) {
  const { t } = useLingui();
  const choose = (value: string | null) => {
    const chosen = STATES.find(({ state }) => state === value);
    if (chosen) setFilter({ ...filter, state: chosen.state });
  };
  return (
    <Tabs value={filter.state} onChange={choose} keepMounted={false} mt="xl">
      <div className={classes.head}>
        <Tabs.List aria-label={t`State`} className={classes.tabs}>
          {STATES.map(({ state, title }) => (
            <Tabs.Tab key={state} value={state} className={classes.tab}>
              {t(title)}{" "}
              <span className={classes.count}>{countOf(queues, state, filter.kind)}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <KindChoice queues={queues} filter={filter} setFilter={setFilter} />
      </div>
      <Tabs.Panel value={filter.state} pt="md">
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}

function KindChoice({ queues, filter, setFilter }: Omit<JobTabsProps, "children">) {
  const { t } = useLingui();
  const kinds = queues.map(({ kind }) => ({ value: kind, label: kindText(kind) }));
  const choose = (kind: string) =>
    setFilter({ state: filter.state, ...(kind === "" ? {} : { kind }) });
  return (
    <NativeSelect
      aria-label={t`Kind of job`}
      size="sm"
      data={[{ value: "", label: t`All kinds` }, ...kinds]}
      value={filter.kind ?? ""}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}
