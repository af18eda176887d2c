import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { Room } from "@/api/types";

async function showVisitedRoom(id: string): Promise<Room> {
  const { data } = await http.get<Room>(`/rooms/${id}`, { headers: await roomHeaders(id) });
  return data;
}

/** A room as whoever is in it sees it, guests too; not asked for unless `wasIn`. */
export const useVisitedRoom = (id: string, wasIn: boolean) =>
  useQuery({
    queryKey: ["visited-room", id],
    queryFn: () => showVisitedRoom(id),
    enabled: wasIn,
  });
