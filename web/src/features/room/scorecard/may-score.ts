import type { RoomView } from "@/live/types";
import { interviews } from "../live-context";

/** Whether this person has a scorecard: those who interview do, not those who practise. */
export const mayScore = ({ me, room }: RoomView): boolean =>
  interviews(me.role) && room.kind === "interview";
