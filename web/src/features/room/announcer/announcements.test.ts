import { expect, it } from "vitest";
import type { RoomEvent, TimelineEntry } from "@/live/types";
import { person } from "../test/render-in-room";
import { announcement, announcements, arrivals } from "./announcements";

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

it("says what changed in the room", () => {
  expect(say("asha", { type: "language_set", pad: "p", language: "cpp" })).toBe("Language: C++");
  expect(say("asha", { type: "editing_locked", pad: "p" })).toBe("Editing was locked");
  const focus = { type: "focus_time_started", minutes: 1, until: 1 } as const;
  expect(say("asha", focus)).toBe("Focus time has started: 1 minute");
  expect(say("asha", { type: "role_changed", person: "carl", role: "observer" })).toBe(
    "Carl is an observer now",
  );
  expect(say("carl", { type: "role_changed", person: "asha", role: "host" })).toBe(
    "You are a host now",
  );
  expect(say("carl", { type: "consent_given", to: "recording" })).toBe("Carl agreed to: Recording");
  expect(say("carl", { type: "consent_withdrawn", to: "ai_evaluation" })).toBe(
    "Carl no longer agrees to: AI evaluation",
  );
  expect(say("carl", { type: "messaged_host", text: "ready" })).toBe("Carl, who waits: ready");
});

it("keeps quiet about what does not interrupt, and about one's own doing", () => {
  expect(say("carl", { type: "signal", kind: "tab_hidden", n: 1 })).toBeNull();
  expect(say("carl", { type: "hand_lowered" })).toBeNull();
  expect(say("asha", { type: "hand_raised" })).toBeNull();
  expect(say("asha", { type: "consent_given", to: "recording" })).toBeNull();
});

it("says what came together in one sentence, and nothing twice", () => {
  const entry = (id: string, name: string, event: RoomEvent) =>
    ({ seq: 1, at: 1, actor: { id, name, role: "candidate" }, ...event }) as TimelineEntry;
  const knocks = ["Carl", "Dana", "Eve"].map((name) =>
    entry(name.toLowerCase(), name, { type: "knocked", name }),
  );
  const lock = entry("ben", "Ben", { type: "editing_locked", pad: "p" });
  const hand = entry("carl", "Carl", { type: "hand_raised" });
  expect(announcements([...knocks, lock, lock, hand, hand], "asha", () => "Someone")).toEqual([
    "Carl, Dana and Eve ask to join",
    "Editing was locked",
    "Carl raised a hand",
  ]);
});

it("says once that someone is back who had left, and that the room's maker came in", () => {
  const by = (seq: number, id: string, type: string) =>
    ({ seq, at: 1, actor: { id, name: id, role: "candidate" }, type }) as TimelineEntry;
  const scene = (online: string[], entries: TimelineEntry[]) => ({
    people: ["Ben", "Carl", "Dana"].map((name) => person(name, { online: online.includes(name) })),
    entries,
  });
  const here = new Set(["carl", "dana"]);
  const hear = (online: string[], entries: TimelineEntry[]) =>
    arrivals(here, scene(online, entries), "dana");
  const made = [by(1, "ben", "created"), by(2, "carl", "said")];
  // Gone for a moment, and back.
  expect(hear(["Dana"], made)).toEqual([]);
  expect(hear(["Carl"], made)).toEqual([]);
  expect(hear(["Ben", "Carl", "Dana"], made)).toEqual(["Ben came in"]);
  expect(hear(["Carl", "Dana"], made)).toEqual([]);
  expect(hear(["Ben", "Carl", "Dana"], made)).toEqual([]);
  const left = [...made, by(3, "carl", "left")];
  expect(hear(["Ben", "Dana"], left)).toEqual([]);
  const restored = [...left, by(4, "carl", "signal")];
  expect(hear(["Ben", "Carl", "Dana"], restored)).toEqual(["Carl is back"]);
  expect(hear(["Ben", "Carl", "Dana"], left)).toEqual([]);
});
