import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { Agenda } from "@/api/types";

/** Others who interview change it too: look again this often. */
const REFRESH_MS = 20_000;

/** The cache key of a room's agenda. */
export const agendaKey = (roomId: string) => ["agenda", roomId];

/** Asks for the agenda of a room as it is now. */
export async function showAgenda(roomId: string): Promise<Agenda> {
  const { data } = await http.get<Agenda>(`/rooms/${roomId}/agenda`, {
    headers: await roomHeaders(roomId),
  });
  return data;
}

/** The problems prepared for a room; only hosts and interviewers may ask. */
export const useAgenda = (roomId: string, may = true) =>
  useQuery({
    queryKey: agendaKey(roomId),
    queryFn: () => showAgenda(roomId),
    refetchInterval: REFRESH_MS,
    enabled: may,
  });
