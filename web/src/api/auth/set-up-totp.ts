import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { TotpSetup } from "@/api/types";

async function setUpTotp(password: string | undefined): Promise<TotpSetup> {
  const { data } = await http.post<TotpSetup>("/auth/totp/setup", { password });
  return data;
}

/** Makes the secret of a second factor; it is in force once a code of it was confirmed. */
export const useSetUpTotp = () => useMutation({ mutationFn: setUpTotp });
