import type { PadInfo } from "@/live/types";

/** The pads that show in the middle; notes have their place at the side. */
export const padsOfPane = (pads: PadInfo[]): PadInfo[] =>
  pads.filter(({ kind }) => kind !== "notes");

/** The one of them that is open: what this person chose, or the first code pad. */
export function openPadOf(pads: PadInfo[], chosen: string | null): PadInfo | undefined {
  const shown = padsOfPane(pads);
  return (
    shown.find(({ id }) => id === chosen) ?? shown.find(({ kind }) => kind === "code") ?? shown[0]
  );
}
