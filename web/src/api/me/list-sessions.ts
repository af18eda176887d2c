import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { SignInSession } from "@/api/types";

/** The cache key of one's sessions. */
export const SESSIONS_KEY = ["sessions"];

async function listSessions(): Promise<SignInSession[]> {
  const { data } = await http.get<{ items: SignInSession[] }>("/me/sessions");
  return data.items;
}

/** Where one is signed in. */
export const useSessions = () => useQuery({ queryKey: SESSIONS_KEY, queryFn: listSessions });
