import { createContext, useContext } from "react";
import type { LiveRoom } from "@/live/live-room";
import type { Link } from "@/live/room-connection";
import type { Saved } from "@/live/saved-state";
import { useStore } from "@/live/store";
import type { Role, RoomView, TimelineEntry } from "@/live/types";

/** The room that the page is about. */
export const LiveContext = createContext<LiveRoom | null>(null);

/** The live room. */
export function useLive(): LiveRoom {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive needs a LiveContext around it");
  return live;
}

/** What this person may know of the room, for components that are only there once it is known. */
export function useView(): RoomView {
  const view = useStore(useLive().view);
  if (!view) throw new Error("useView needs a view: the room is not open yet");
  return view;
}

/** How it stands with the server. */
export const useLink = (): Link => useStore(useLive().connection.link);

/** How safe what was typed is. */
export const useSaved = (): Saved => useStore(useLive().saved);

/** The timeline, as far as this person may see it. */
export const useEntries = (): readonly TimelineEntry[] => useStore(useLive().timeline.entries);

/** Hosts and interviewers. */
export const interviews = (role: Role): boolean => role === "host" || role === "interviewer";
