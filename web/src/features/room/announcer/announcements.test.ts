import { expect, it } from "vitest";
import type { RoomEvent, TimelineEntry } from "@/live/types";
import { announcement } from "./announcements";

const names: Record<string, string> = { carl: "Carl", asha: "Asha" };
const say = (by: string, event: RoomEvent, me = "asha") => {
  const actor = { id: by, name: names[by] ?? by, role: "host" as const };
  const entry = { seq: 1, at: 1, actor, ...event } as TimelineEntry;
  return announcement(entry, me, (person) => names[person] ?? "Someone");
};

it("says what others do, and not what one does oneself", () => {
  expect(say("carl", { type: "knocked", name: "Carl" })).toBe("Carl asks to join");
  expect(say("asha", { type: "admitted", person: "carl", role: "candidate" })).toBe("Carl came in");
  expect(say("asha", { type: "admitted", person: "carl", role: "candidate" }, "carl")).toBe(
    "You are in the room",
  );
  expect(say("carl", { type: "said", text: "hello", to: "all" })).toBe("Carl: hello");
  expect(say("asha", { type: "said", text: "hello", to: "all" })).toBeNull();
  expect(say("carl", { type: "host_taken_over" })).toBe("Carl is the host now");
  expect(say("asha", { type: "host_taken_over" })).toBe("You are the host now");
  expect(say("carl", { type: "started" })).toBe("The interview has started");
});

it("keeps quiet about what does not interrupt", () => {
  expect(say("carl", { type: "signal", kind: "tab_hidden", n: 1 })).toBeNull();
  expect(say("asha", { type: "language_set", pad: "p", language: "go" })).toBeNull();
});
