import { useMutation, useQueryClient } from "@tanstack/react-query";
import { JOBS_KEY } from "@/api/admin/list-jobs";
import { http } from "@/api/http";

async function deleteJob(id: string): Promise<void> {
  await http.delete(`/admin/jobs/${id}`);
}

/** Takes a job out of its queue for good. */
export function useDeleteJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deleteJob,
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS_KEY }),
  });
}
