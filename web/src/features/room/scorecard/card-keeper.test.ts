import { beforeEach, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { CardKeeper } from "./card-keeper";
import type { Written } from "./written";

const BLANK: Written = { ratings: [], overall: "" };

let sent: { overall: string; submitted: boolean }[];
let answer: () => Promise<void>;
let time: number;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  time = 0;
  answer = () => Promise.resolve();
  return () => vi.useRealTimers();
});

function aKeeper(): CardKeeper {
  return new CardKeeper(BLANK, 0, async ({ overall }, submitted) => {
    sent.push({ overall, submitted });
    await answer();
    time += 10;
    return time;
  });
}

const type = (keeper: CardKeeper, overall: string) =>
  keeper.change((before) => ({ ...before, overall }));

const drafts = () => sent.filter(({ submitted }) => !submitted).map(({ overall }) => overall);
const kept = (keeper: CardKeeper) => keeper.state.get().kept.state;

it("sends what is typed once there is a pause, and says when it is there", async () => {
  const keeper = aKeeper();
  expect(kept(keeper)).toBe("saved");
  for (const text of ["a", "ab", "abc"]) {
    type(keeper, text);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(drafts()).toEqual([]);
  expect(kept(keeper)).toBe("saving");
  expect(keeper.unsaved()).toBe(true);
  await vi.advanceTimersByTimeAsync(500);
  expect(drafts()).toEqual(["abc"]);
  expect(kept(keeper)).toBe("saved");
  expect(keeper.unsaved()).toBe(false);
});

it("sends one at a time, and what came meanwhile behind it", async () => {
  const keeper = aKeeper();
  let arrive = () => {};
  answer = () => new Promise((resolve) => (arrive = resolve));
  type(keeper, "first");
  await vi.advanceTimersByTimeAsync(1_000);
  type(keeper, "second");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drafts()).toEqual(["first"]);
  answer = () => Promise.resolve();
  arrive();
  await vi.advanceTimersByTimeAsync(10);
  expect(drafts()).toEqual(["first", "second"]);
  expect(kept(keeper)).toBe("saved");
});

it("tries again while there is no answer, and says so", async () => {
  const keeper = aKeeper();
  answer = () => Promise.reject(new Problem(0, "unreachable", "The server can't be reached."));
  type(keeper, "kept");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(keeper.state.get().kept).toMatchObject({ state: "failed", again: true });
  answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(drafts()).toEqual(["kept", "kept"]);
  expect(kept(keeper)).toBe("saved");
});

it("does not send again what the server will never take, until it is changed", async () => {
  const keeper = aKeeper();
  answer = () => Promise.reject(new Problem(422, "invalid", "overall: too long"));
  type(keeper, "too long");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(drafts()).toEqual(["too long"]);
  expect(keeper.state.get().kept).toMatchObject({ state: "failed", again: false });
  answer = () => Promise.resolve();
  type(keeper, "short");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(kept(keeper)).toBe("saved");
});

it("hands in behind a draft that is on its way, and sends no draft after it", async () => {
  const keeper = aKeeper();
  let arrive = () => {};
  answer = () => new Promise((resolve) => (arrive = resolve));
  type(keeper, "on its way");
  await vi.advanceTimersByTimeAsync(1_000);
  type(keeper, "last word");
  const submitted = keeper.submit();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toHaveLength(1);
  answer = () => Promise.resolve();
  arrive();
  await submitted;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent.slice(1)).toEqual([{ overall: "last word", submitted: true }]);
  expect(keeper.unsaved()).toBe(false);
});

it("goes on keeping the draft where handing it in failed", async () => {
  const keeper = aKeeper();
  answer = () => Promise.reject(new Problem(0, "unreachable", "The server can't be reached."));
  type(keeper, "nearly done");
  await expect(keeper.submit()).rejects.toThrow();
  expect(sent.map(({ submitted }) => submitted)).toEqual([true, false]);
  answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(drafts()).toEqual(["nearly done", "nearly done"]);
  expect(kept(keeper)).toBe("saved");
});

it("sends at once when the page goes", () => {
  const keeper = aKeeper();
  keeper.flush();
  expect(sent).toEqual([]);
  type(keeper, "closing");
  keeper.flush();
  expect(drafts()).toEqual(["closing"]);
});

const elsewhere = (overall: string): Written => ({ ratings: [], overall });

it("takes over what was written elsewhere, and sends nothing for it", async () => {
  const keeper = aKeeper();
  type(keeper, "here");
  await vi.advanceTimersByTimeAsync(1_000);
  // An answer to a question that was asked before it arrived.
  keeper.heard(BLANK, 5);
  expect(keeper.state.get().written.overall).toBe("here");
  keeper.heard(elsewhere("there"), 20);
  expect(keeper.state.get().written.overall).toBe("there");
  expect(kept(keeper)).toBe("renewed");
  expect(keeper.unsaved()).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drafts()).toEqual(["here"]);
});

it("overwrites nothing that was written elsewhere before the person says so", async () => {
  const keeper = aKeeper();
  type(keeper, "here");
  keeper.heard(elsewhere("there"), 20);
  expect(kept(keeper)).toBe("torn");
  type(keeper, "here, too");
  keeper.flush();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(drafts()).toEqual([]);
  expect(keeper.unsaved()).toBe(true);
  keeper.insist();
  await vi.advanceTimersByTimeAsync(100);
  expect(drafts()).toEqual(["here, too"]);
  expect(kept(keeper)).toBe("saved");
});

it("shows what was written elsewhere when that is to stay", async () => {
  const keeper = aKeeper();
  type(keeper, "here");
  keeper.heard(elsewhere("there"), 20);
  keeper.take(elsewhere("there"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drafts()).toEqual([]);
  expect(keeper.state.get()).toMatchObject({
    written: { overall: "there" },
    kept: { state: "renewed" },
  });
});
