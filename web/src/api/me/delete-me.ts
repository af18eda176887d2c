import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { endSession } from "@/api/session";

async function deleteMe(password: string | undefined): Promise<void> {
  await http.delete("/me", { data: { password } });
  endSession();
}

/** Deletes one's account, and forgets in this browser what was loaded for it. */
export function useDeleteMe() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: deleteMe, onSuccess: () => queries.clear() });
}
