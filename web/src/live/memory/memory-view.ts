import type { PadInfo, RoomView } from "@/live/types";

/** The id of the code pad in `memoryView`. */
export const CODE = "pad-code";
/** The id of the notes pad in `memoryView`. */
export const NOTES = "pad-notes";

const PADS: PadInfo[] = [
  { id: CODE, kind: "code", title: "main", language: "python", locked: false },
  { id: NOTES, kind: "notes", title: "Notes", locked: false },
];

/** What a host of a live room with nobody else in it sees; `change` makes it another's. */
export function memoryView(change: Partial<RoomView> = {}): RoomView {
  return {
    room: {
      id: "room",
      title: "Backend engineer, second round",
      kind: "interview",
      status: "live",
      hostName: "Asha",
      signals: ["tab_hidden", "tab_visible", "pasted_from_outside"],
      startedAt: 1_000,
    },
    me: { id: "asha", name: "Asha", role: "host", state: "inside", connection: "c1" },
    people: [],
    knocks: [],
    pads: PADS,
    problem: null,
    focusTime: null,
    consents: { recording: [], transcript: [], ai_evaluation: [] },
    recording: false,
    ...change,
  };
}
