import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { JobPage, JobState } from "@/api/types";

/** The cache key under which all that is known of jobs is kept. */
export const JOBS_KEY = ["admin", "jobs"];

const PAGE_SIZE = 50;
/** Jobs come and go by themselves: look again this often. */
const REFRESH_MS = 3_000;

/** Which jobs to list. */
export interface JobFilter {
  state: JobState;
  /** Of all kinds, if absent. */
  kind?: string;
}

async function listJobs(filter: JobFilter, cursor: string | null): Promise<JobPage> {
  const params = { ...filter, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
  const { data } = await http.get<JobPage>("/admin/jobs", { params });
  return data;
}

/** Jobs of one state, page by page, and the counts of all queues; for administrators. */
export const useJobs = (filter: JobFilter) =>
  useInfiniteQuery({
    queryKey: [...JOBS_KEY, filter],
    queryFn: ({ pageParam }) => listJobs(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: REFRESH_MS,
    // The counts stay on the screen while another tab's jobs come.
    placeholderData: keepPreviousData,
  });
