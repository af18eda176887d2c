import { type QueryClient, useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { Scorecard, ScorecardPage } from "@/api/types";

/** How often to look for how many others handed theirs in, in ms, as long as one writes. */
const WRITING_MS = 20_000;
/** How often to look for them once one's own is in, in ms: now they are waited for. */
const WAITING_MS = 2_000;
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
    refetchInterval: ({ state: { data } }) =>
      // Before one's own is in, the server shows no other that is.
      data?.items.some(({ submittedAt }) => submittedAt) ? WAITING_MS : WRITING_MS,
  });

/** Asks anew which cards there are: one's own is in, so the others' come. */
export const renewScorecards = (queries: QueryClient, roomId: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: scorecardsKey(roomId) });

/** The card of a person, if it is among them. */
export const cardOf = (page: ScorecardPage, person: string): Scorecard | undefined =>
  page.items.find(({ author }) => author.id === person);
