import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { invitationsKey } from "@/api/invitations/list-invitations";

/** Takes an invitation to that room back, by its id. */
export function useCancelInvitation(roomId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string): Promise<void> => {
      await http.delete(`/rooms/${roomId}/invitations/${id}`);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsKey(roomId) }),
  });
}
