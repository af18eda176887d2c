import { http } from "@/api/http";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { NewScorecard, Scorecard } from "@/api/types";

/** Writes one's own card of a room, whole; `submitted` hands it in for good. */
export async function writeScorecard(roomId: string, card: NewScorecard): Promise<Scorecard> {
  const { data } = await http.put<Scorecard>(`/rooms/${roomId}/scorecards/me`, card, {
    headers: await roomHeaders(roomId),
  });
  return data;
}
