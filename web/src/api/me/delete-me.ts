import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { endSession } from "@/api/session";

async function deleteMe(password: string | undefined): Promise<void> {
  await http.delete("/me", { data: { password } });
}

/**
 * Deletes one's account, and forgets in this browser what was loaded for it. `onDeleted` is called
 * before the page, which needs the account, goes away.
 */
export function useDeleteMe(onDeleted: () => void) {
  const queries = useQueryClient();
  const leave = () => {
    onDeleted();
    queries.clear();
    endSession();
  };
  return useMutation({ mutationFn: deleteMe, onSuccess: leave });
}
