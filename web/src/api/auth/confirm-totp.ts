import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { changeUser } from "@/api/session";

async function confirmTotp(code: string): Promise<string[]> {
  const { data } = await http.post<{ recoveryCodes: string[] }>("/auth/totp/confirm", { code });
  changeUser({ totp: true });
  return data.recoveryCodes;
}

/** Puts the second factor in force; answers the recovery codes, which no other call tells. */
export const useConfirmTotp = () => useMutation({ mutationFn: confirmTotp });
