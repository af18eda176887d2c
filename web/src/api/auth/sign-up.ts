import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { beginSession } from "@/api/session";
import type { NewAccount, SignedIn } from "@/api/types";

async function signUp(account: NewAccount): Promise<void> {
  const { data } = await http.post<SignedIn>("/auth/signup", account);
  beginSession(data);
}

/** Makes an account and signs in to it. */
export const useSignUp = () => useMutation({ mutationFn: signUp });
