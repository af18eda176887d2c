import { expect, it } from "vitest";
import { memoryView } from "@/live/memory/memory-view";
import type { PadInfo, Role, RoomView } from "@/live/types";
import { readOnlyBecause } from "./pad-access";

const code: PadInfo = { id: "p", kind: "code", title: "Code", locked: false };
const seenBy = (role: Role, change: Partial<RoomView> = {}): RoomView => {
  const view = memoryView(change);
  return { ...view, me: { ...view.me, role } };
};

it("lets hosts, interviewers and candidates write in an open pad", () => {
  for (const role of ["host", "interviewer", "candidate"] as const) {
    expect(readOnlyBecause(seenBy(role), code, 0)).toBeNull();
  }
  expect(readOnlyBecause(seenBy("observer"), code, 0)).toBe("observer");
});

it("locks candidates out only", () => {
  const locked = { ...code, locked: true };
  expect(readOnlyBecause(seenBy("candidate"), locked, 0)).toBe("locked");
  expect(readOnlyBecause(seenBy("interviewer"), locked, 0)).toBeNull();
});

it("freezes code for all but candidates until the view says that focus time is over", () => {
  const focus = { focusTime: { until: 1_000 } };
  expect(readOnlyBecause(seenBy("host", focus), code, 999)).toBe("focus-time");
  expect(readOnlyBecause(seenBy("candidate", focus), code, 999)).toBeNull();
  // This browser's clock is a guess, and may be ahead of the server's.
  expect(readOnlyBecause(seenBy("host", focus), code, 1_000)).toBe("focus-time");
  expect(readOnlyBecause(seenBy("host", focus), code, 3_000)).toBeNull();
  expect(readOnlyBecause(seenBy("host"), code, 999)).toBeNull();
  expect(readOnlyBecause(seenBy("host"), code, 0)).toBeNull();
  expect(readOnlyBecause(seenBy("host", focus), { ...code, kind: "notes" }, 999)).toBeNull();
});

it("closes everything when the interview has ended", () => {
  const view = seenBy("host");
  const ended = { ...view, room: { ...view.room, status: "ended" as const } };
  expect(readOnlyBecause(ended, code, 0)).toBe("ended");
});
