import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";

async function unsubscribe(token: string): Promise<void> {
  await http.post("/mail/unsubscribe", undefined, { params: { token } });
}

/** Stops the mails that the token's mail was one of; needs no sign-in. */
export const useUnsubscribe = () => useMutation({ mutationFn: unsubscribe });
