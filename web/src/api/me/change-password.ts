import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { SESSIONS_KEY } from "@/api/me/list-sessions";
import { beginSession } from "@/api/session";
import type { PasswordChange, SignedIn } from "@/api/types";

async function changePassword(change: PasswordChange): Promise<void> {
  const { data } = await http.post<SignedIn>("/me/password", change);
  beginSession(data);
}

/** Changes one's password. All sessions end; this browser gets a new one. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changePassword,
    onSuccess: () => queries.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}
