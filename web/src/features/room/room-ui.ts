import { createContext, useContext } from "react";

/** A dialog of the room; at most one is open. */
type RoomDialog = "choose-problem" | "focus-time" | "open-pad" | "end" | "editor-settings";

/** On narrow screens one pane shows at a time. */
export type Pane = "problem" | "code" | "chat" | "people";

/** What one person has open; nobody else's business. */
export interface RoomUi {
  /** The code pad in the middle; null: the first. */
  pad: string | null;
  /** The tab at the right, or a notes pad's id. */
  side: string;
  pane: Pane;
  dialog: RoomDialog | null;
  /** Whether Tab leaves the editor instead of indenting. */
  tabLeaves: boolean;
}

export const FIRST_UI: RoomUi = {
  pad: null,
  side: "chat",
  pane: "code",
  dialog: null,
  tabLeaves: false,
};

/** What is open, and how to change it. */
export interface RoomUiState {
  ui: RoomUi;
  change: (change: Partial<RoomUi>) => void;
  /** Puts the keyboard into the editor; the editor itself says how. */
  focusEditor: { current: () => void };
}

export const RoomUiContext = createContext<RoomUiState | null>(null);

/** What this person has open in the room. */
export function useRoomUi(): RoomUiState {
  const state = useContext(RoomUiContext);
  if (!state) throw new Error("useRoomUi needs a RoomUiContext around it");
  return state;
}
