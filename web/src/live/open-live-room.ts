import { dropEndedGuests } from "@/api/guest-tokens";
import { http } from "@/api/http";
import { visitOf } from "@/api/room-visits";
import { roomHeaders } from "@/api/rooms/room-headers";
import { noteVisit, tokenForRoom } from "@/api/session";
import { LiveRoom } from "@/live/live-room";
import {
  dropStaleUnsent,
  IndexedGivenBackStore,
  IndexedUnsentStore,
  padsWithUnsent,
} from "@/live/pad/unsent-store";
import { SocketTransport } from "@/live/socket-transport";
import type { TimelineEntry, TimelinePage } from "@/live/types";

/** As many entries as the server gives at once. */
const PAGE = 1_000;

async function history(room: string): Promise<TimelineEntry[]> {
  const headers = await roomHeaders(room);
  const entries: TimelineEntry[] = [];
  let cursor: string | null | undefined;
  do {
    const params = { limit: PAGE, ...(cursor ? { cursor } : {}) };
    const page = await http.get<TimelinePage>(`/rooms/${room}/timeline`, { params, headers });
    entries.push(...page.data.items);
    cursor = page.data.nextCursor;
  } while (cursor);
  return entries;
}

/** A live room over the real socket, with this browser's storage; not started yet. */
export function openLiveRoom(room: string): LiveRoom {
  const live = new LiveRoom({
    room,
    transport: new SocketTransport(room),
    token: ({ force }) => tokenForRoom(room, { force }),
    unsentStore: (owner) => new IndexedUnsentStore(owner),
    padsWithUnsent,
    givenBackStore: (owner) => new IndexedGivenBackStore(owner),
    lastInside: () => visitOf(room)?.person ?? null,
    inside: (person) => noteVisit(room, person),
    history: () => history(room),
    random: Math.random,
  });
  dropEndedGuests(Date.now());
  // Old leftovers do no harm but take space; where storage is blocked there are none.
  dropStaleUnsent(Date.now()).catch(() => {});
  void guessServerTime(live);
  return live;
}

/** A countdown must be right from the start, also where this computer's clock is minutes off. */
async function guessServerTime(live: LiveRoom): Promise<void> {
  const answer = await fetch("/healthz", { method: "HEAD" }).catch(() => null);
  live.clock.guess(answer?.headers.get("date") ?? null);
}
