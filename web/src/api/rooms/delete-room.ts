import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { ROOMS_KEY } from "@/api/rooms/list-rooms";

async function deleteRoom(id: string): Promise<void> {
  await http.delete(`/rooms/${id}`);
}

/** Deletes a room and all that was written in it. */
export function useDeleteRoom() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deleteRoom,
    onSuccess: () => queries.invalidateQueries({ queryKey: ROOMS_KEY }),
  });
}
