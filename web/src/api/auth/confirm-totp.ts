import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { RecoveryCodes } from "@/api/types";

async function confirmTotp(code: string): Promise<string[]> {
  const { data } = await http.post<RecoveryCodes>("/auth/totp/confirm", { code });
  return data.recoveryCodes;
}

/** Puts the second factor in force; answers the recovery codes, which no other call tells. */
export const useConfirmTotp = () => useMutation({ mutationFn: confirmTotp });
