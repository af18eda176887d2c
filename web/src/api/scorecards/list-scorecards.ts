import { type QueryClient, useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { Scorecard, ScorecardPage } from "@/api/types";

/** Others hand theirs in meanwhile: look again this often. */
const REFRESH_MS = 20_000;
/** More than a room has interviewers. */
const LIMIT = 100;

/** The cache key of a room's scorecards. */
const scorecardsKey = (roomId: string) => ["scorecards", roomId];

async function listScorecards(roomId: string): Promise<ScorecardPage> {
  const { data } = await http.get<ScorecardPage>(`/rooms/${roomId}/scorecards`, {
    params: { limit: LIMIT },
    headers: await roomHeaders(roomId),
  });
  return data;
}

/** The rubric, and the cards that one may read: one's own, and others' once one's own is in. */
export const useScorecards = (roomId: string) =>
  useQuery({
    queryKey: scorecardsKey(roomId),
    queryFn: () => listScorecards(roomId),
    refetchInterval: REFRESH_MS,
  });

/** Asks anew which cards there are: one's own is in, so the others' come. */
export const renewScorecards = (queries: QueryClient, roomId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: scorecardsKey(roomId) });

/** The card of a person, if it is among them. */
export const cardOf = (page: ScorecardPage, person: string): Scorecard | undefined =>
  page.items.find(({ author }) => author.id === person);
