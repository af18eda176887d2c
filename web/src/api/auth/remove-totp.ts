import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { changeUser } from "@/api/session";

async function removeTotp(password: string | undefined): Promise<void> {
  await http.delete("/auth/totp", { data: { password } });
  changeUser({ totp: false });
}

/** Takes the second factor and its recovery codes away. */
export const useRemoveTotp = () => useMutation({ mutationFn: removeTotp });
