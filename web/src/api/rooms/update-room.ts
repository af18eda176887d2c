import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { ROOMS_KEY } from "@/api/rooms/list-rooms";
import type { Room, RoomChange } from "@/api/types";

async function updateRoom({ id, ...change }: RoomChange & { id: string }): Promise<Room> {
  const { data } = await http.patch<Room>(`/rooms/${id}`, change);
  return data;
}

/** Renames a room. */
export function useUpdateRoom() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: updateRoom,
    onSuccess: () => queries.invalidateQueries({ queryKey: ROOMS_KEY }),
  });
}
