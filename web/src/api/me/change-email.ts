import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { EmailChange } from "@/api/types";

async function changeEmail(change: EmailChange): Promise<void> {
  await http.post("/me/email", change);
}

/** Asks for another address; it holds once the link in the mail to it was opened. */
export const useChangeEmail = () => useMutation({ mutationFn: changeEmail });
