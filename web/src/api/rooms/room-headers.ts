import { tokenForRoom } from "@/api/session";

/** Who asks about a room they are in: the account, or the guest that this browser is there. */
export async function roomHeaders(roomId: string): Promise<Record<string, string>> {
  const token = await tokenForRoom(roomId);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}
