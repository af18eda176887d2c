import { useInfiniteQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { InvitationPage } from "@/api/types";

/** The cache key of a room's invitations. */
export const invitationsKey = (roomId: string) => ["invitations", roomId];

async function listInvitations(roomId: string, cursor: string | null): Promise<InvitationPage> {
  const params = { limit: 100, ...(cursor === null ? {} : { cursor }) };
  const { data } = await http.get<InvitationPage>(`/rooms/${roomId}/invitations`, { params });
  return data;
}

/** Who is invited to a room, page by page; for those who interview in it. */
export const useInvitations = (roomId: string) =>
  useInfiniteQuery({
    queryKey: invitationsKey(roomId),
    queryFn: ({ pageParam }) => listInvitations(roomId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
