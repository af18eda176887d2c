import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { ROOMS_KEY } from "@/api/rooms/list-rooms";
import type { Room } from "@/api/types";

interface NewRoom {
  title: string;
  kind: Room["kind"];
  /** RFC 3339, UTC. */
  scheduledAt?: string;
}

async function createRoom(room: NewRoom): Promise<Room> {
  const { data } = await http.post<Room>("/rooms", room);
  return data;
}

/** Makes a room; its maker is the host. */
export function useCreateRoom() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: createRoom,
    onSuccess: () => queries.invalidateQueries({ queryKey: ROOMS_KEY }),
  });
}
