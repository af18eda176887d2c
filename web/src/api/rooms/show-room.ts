import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { ROOMS_KEY } from "@/api/rooms/list-rooms";
import type { Room } from "@/api/types";

async function showRoom(id: string): Promise<Room> {
  const { data } = await http.get<Room>(`/rooms/${id}`);
  return data;
}

/** One room; kept with the list, so that what changes a room renews both. */
export const useRoom = (id: string, known?: Room) =>
  useQuery({
    queryKey: [...ROOMS_KEY, id],
    queryFn: () => showRoom(id),
    ...(known && { initialData: known }),
  });
