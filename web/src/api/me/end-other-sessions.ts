import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { SESSIONS_KEY } from "@/api/me/list-sessions";

async function endOtherSessions(): Promise<void> {
  await http.delete("/me/sessions");
}

/** Signs all of one's devices out but this one. */
export function useEndOtherSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: endOtherSessions,
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}
