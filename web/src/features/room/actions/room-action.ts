import type { IconCode } from "@tabler/icons-react";
import type { RoomView } from "@/live/types";
import { openPadOf } from "../editor/pads-of-pane";
import type { RoomUiState } from "../room-ui";
import type { useAct } from "../use-act";

/** Something that can be done in the room, by palette or menu. */
export interface RoomAction {
  id: string;
  label: string;
  icon: typeof IconCode;
  /** Whether the menu shows it on wide screens too; `never`: it has its place on every screen. */
  menu: "always" | "narrow" | "never";
  run: () => void;
}

/** What actions are made of: the room as it is, what is open, and a way to ask for something. */
export interface Acting {
  view: RoomView;
  ui: RoomUiState;
  act: ReturnType<typeof useAct>;
}

/** An action for the palette alone. */
export function inPalette(
  id: string,
  label: string,
  icon: RoomAction["icon"],
  run: () => void,
): RoomAction {
  return { id, label, icon, menu: "never", run };
}

/** The pad that is open in the middle. */
export const openPad = ({ view, ui }: Acting) => openPadOf(view.pads, ui.ui.pad);
