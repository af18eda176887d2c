import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";

async function forgotPassword(email: string): Promise<void> {
  await http.post("/auth/password/forgot", { email });
}

/** Asks for a mail with a link to a new password; the answer is the same for any address. */
export const useForgotPassword = () => useMutation({ mutationFn: forgotPassword });
