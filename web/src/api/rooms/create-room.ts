import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { ROOMS_KEY } from "@/api/rooms/list-rooms";
import type { NewRoom, Room } from "@/api/types";

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
