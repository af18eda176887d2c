import type { IconCode } from "@tabler/icons-react";
import type { RoomView } from "@/live/types";
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

/** The code pad that is open. */
export function openPad({ view, ui }: Acting) {
  const code = view.pads.filter(({ kind }) => kind === "code");
  return code.find(({ id }) => id === ui.ui.pad) ?? code[0];
}
