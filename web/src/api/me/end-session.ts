import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { SESSIONS_KEY } from "@/api/me/list-sessions";

async function endSession(id: string): Promise<void> {
  await http.delete(`/me/sessions/${id}`);
}

/** Signs one of one's devices out. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    // Also after a refusal: it may have ended meanwhile.
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}
