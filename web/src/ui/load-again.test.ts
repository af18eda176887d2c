import { expect, it, vi } from "vitest";
import { loadAgain } from "./load-again";

const address = `${window.location.origin}/assets/markdown-abc.js`;
const failing = (message: string) => () => Promise.reject(new TypeError(message));

it("asks under a new address for what the browser remembers as failed", async () => {
  const load = failing(`Failed to fetch dynamically imported module: ${address}`);
  const importFrom = vi.fn(async () => ({ default: "it" }));
  expect(await loadAgain(load, 2, importFrom)).toEqual({ default: "it" });
  expect(importFrom).toHaveBeenCalledWith(`${address}?again=2`);
});

it("takes what comes by itself, and asks no other server", async () => {
  const importFrom = vi.fn();
  expect(await loadAgain(async () => 1, 1, importFrom)).toBe(1);
  const elsewhere = failing("Failed to fetch: https://elsewhere.example/x.js");
  await expect(loadAgain(elsewhere, 1, importFrom)).rejects.toThrow("elsewhere");
  await expect(loadAgain(failing("no idea"), 1, importFrom)).rejects.toThrow("no idea");
  expect(importFrom).not.toHaveBeenCalled();
});
