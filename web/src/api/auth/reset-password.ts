import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { recheckSession } from "@/api/session";
import type { PasswordReset } from "@/api/types";

async function resetPassword(reset: PasswordReset): Promise<void> {
  await http.post("/auth/password/reset", reset);
  // It ended all sessions of that account, and this browser may have had one.
  await recheckSession();
}

/** Sets a new password with the token of a mail. */
export const useResetPassword = () => useMutation({ mutationFn: resetPassword });
