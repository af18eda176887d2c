import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { SessionItem, SessionList } from "@/api/types";

/** The cache key of one's sessions. */
export const SESSIONS_KEY = ["sessions"];

async function listSessions(): Promise<SessionItem[]> {
  const { data } = await http.get<SessionList>("/me/sessions");
  return data.items;
}

/** Where one is signed in. */
export const useSessions = () => useQuery({ queryKey: SESSIONS_KEY, queryFn: listSessions });
