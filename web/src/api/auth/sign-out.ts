import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { endSession } from "@/api/session";

async function signOut(): Promise<void> {
  await http.post("/auth/logout");
  endSession();
}

/** Signs out, which also closes this account's sockets, and drops what was loaded for it. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: signOut, onSuccess: () => queries.clear() });
}
