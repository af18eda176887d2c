import { useMutation, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { invitationsKey } from "@/api/invitations/list-invitations";
import type { Invitation, NewInvitation } from "@/api/types";

/** Invites somebody by mail. Sent again, it changes what is different and sends nothing twice. */
export async function invite(roomId: string, invitation: NewInvitation): Promise<Invitation> {
  const { data } = await http.post<Invitation>(`/rooms/${roomId}/invitations`, invitation);
  return data;
}

/** Invites somebody to that room. */
export function useInvite(roomId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (invitation: NewInvitation) => invite(roomId, invitation),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsKey(roomId) }),
  });
}
