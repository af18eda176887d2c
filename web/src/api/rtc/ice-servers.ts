import { http } from "@/api/http";
import { Problem } from "@/api/problem";
import { tokenForRoom } from "@/api/session";

/** How to get through routers and firewalls, and until when the credentials hold. */
export interface IceServers {
  iceServers: RTCIceServer[];
  ttlSeconds?: number;
}

/**
 * What a token of this room may use, also while waiting. A server that offers nothing of the kind leaves
 * browsers to what they reach directly.
 */
export async function loadIceServers(room: string): Promise<IceServers> {
  const token = await tokenForRoom(room);
  const headers: Record<string, string> =
    token === null ? {} : { Authorization: `Bearer ${token}` };
  try {
    const { data } = await http.get<IceServers>("/rtc/ice-servers", { params: { room }, headers });
    return data;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return { iceServers: [] };
    throw error;
  }
}
