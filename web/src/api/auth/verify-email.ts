import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { loadMe } from "@/api/me/load-me";
import { restoreSession } from "@/api/session";

async function verifyEmail(token: string): Promise<true> {
  await http.post("/auth/email/verify", { token });
  // Where they are signed in, their profile says so at once; what was verified stays so without it.
  const session = await restoreSession().catch(() => null);
  if (session?.status === "signedIn") await loadMe().catch(() => null);
  return true;
}

/**
 * Verifies an address with the token of a mail, as soon as whoever uses this is drawn. A query
 * rather than a mutation: what is drawn twice, as in React's strict mode, shares the one request of its
 * token.
 */
export const useVerifyEmail = (token: string) =>
  useQuery({
    queryKey: ["verify-email", token],
    queryFn: () => verifyEmail(token),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
