import { useInfiniteQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import type { RoomPage } from "@/api/types";

/** The cache key under which all of one's rooms are kept. */
export const ROOMS_KEY = ["rooms"];

const PAGE_SIZE = 100;
/** A room goes live or ends while the dashboard is open: look again this often. */
const REFRESH_MS = 20_000;

async function listRooms(cursor: string | null): Promise<RoomPage> {
  const params = { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
  const { data } = await http.get<RoomPage>("/rooms", { params });
  return data;
}

/** The rooms one takes part in, page by page. */
export const useRooms = () =>
  useInfiniteQuery({
    queryKey: ROOMS_KEY,
    queryFn: ({ pageParam }) => listRooms(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    refetchInterval: REFRESH_MS,
  });
