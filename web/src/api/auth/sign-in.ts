import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { beginSession } from "@/api/session";
import type { Credentials, FirebaseSignIn, SignedIn } from "@/api/types";

/** What is asked for before a code is: e-mail and password, or what a provider gave. */
export type FirstHalf = Pick<Credentials, "email" | "password"> | Pick<FirebaseSignIn, "idToken">;

async function signIn(credentials: Credentials | FirebaseSignIn): Promise<void> {
  const path = "idToken" in credentials ? "/auth/firebase" : "/auth/login";
  const { data } = await http.post<SignedIn>(path, credentials);
  beginSession(data);
}

/** Signs in with e-mail and password. */
export const useSignIn = () =>
  useMutation({ mutationFn: (credentials: Credentials) => signIn(credentials) });

/** Signs in with what Google or GitHub gave. */
export const useSignInWithProvider = () =>
  useMutation({ mutationFn: (given: FirebaseSignIn) => signIn(given) });

/** The second step, where the account has a second factor: the same once more, with a code. */
export const useSignInWithCode = (first: FirstHalf) =>
  useMutation({ mutationFn: ({ code }: { code: string }) => signIn({ ...first, code }) });
