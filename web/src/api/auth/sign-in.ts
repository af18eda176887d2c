import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { beginSession } from "@/api/session";
import type { Credentials, SignedIn } from "@/api/types";

async function signIn(credentials: Credentials): Promise<void> {
  const { data } = await http.post<SignedIn>("/auth/login", credentials);
  beginSession(data);
}

/** Signs in with e-mail and password and, where the account has a second factor, a code. */
export const useSignIn = () => useMutation({ mutationFn: signIn });
