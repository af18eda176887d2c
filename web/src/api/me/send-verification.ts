import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";

async function sendVerification(): Promise<void> {
  await http.post("/me/email/verification");
}

/** Sends the mail with the link that verifies one's address again. */
export const useSendVerification = () => useMutation({ mutationFn: sendVerification });
