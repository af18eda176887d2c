import { useMutation, useQueryClient } from "@tanstack/react-query";
import { JOBS_KEY } from "@/api/admin/list-jobs";
import { http } from "@/api/http";

async function retryJob(id: string): Promise<void> {
  await http.post(`/admin/jobs/${id}/retry`);
}

/** Puts a failed job back into its queue, with all its tries. */
export function useRetryJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: retryJob,
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
}
