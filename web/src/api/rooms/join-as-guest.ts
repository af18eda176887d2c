import { useMutation } from "@tanstack/react-query";
import { rememberGuest } from "@/api/guest-tokens";
import { http } from "@/api/http";
import type { GuestPass } from "@/api/types";

interface GuestVisit {
  roomId: string;
  name: string;
}

async function joinAsGuest({ roomId, name }: GuestVisit): Promise<void> {
  const { data } = await http.post<GuestPass>(`/rooms/${roomId}/guests`, { name });
  rememberGuest(roomId, { token: data.accessToken, name });
}

/** Gets this browser a guest's token for one room; `tokenForRoom` gives it from then on. */
export const useJoinAsGuest = () => useMutation({ mutationFn: joinAsGuest });
