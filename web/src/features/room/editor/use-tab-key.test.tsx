import { createEvent, fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { changePreferences, currentPreferences } from "@/api/me/preferences";
import { useTabKey } from "./use-tab-key";

function Place() {
  const place = useRef<HTMLDivElement>(null);
  useTabKey(place);
  return (
    <div ref={place}>
      <textarea aria-label="text" />
    </div>
  );
}

/** Presses a key in the editor; answers whether anybody else may have it. */
function press(keys: KeyboardEventInit): boolean {
  const event = createEvent.keyDown(screen.getByLabelText("text"), { code: "KeyM", ...keys });
  fireEvent(screen.getByLabelText("text"), event);
  return !event.defaultPrevented;
}

beforeEach(async () => {
  await changePreferences({ tabLeaves: false });
});

it("Ctrl+M switches what Tab does, and back, and nothing else gets the key", () => {
  render(<Place />);
  expect(press({ ctrlKey: true })).toBe(false);
  expect(currentPreferences().tabLeaves).toBe(true);
  expect(press({ ctrlKey: true })).toBe(false);
  expect(currentPreferences().tabLeaves).toBe(false);
  expect(press({})).toBe(true);
  expect(press({ ctrlKey: true, shiftKey: true })).toBe(true);
  expect(currentPreferences().tabLeaves).toBe(false);
});

it("is Ctrl+Shift+M on a Mac", () => {
  vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
  render(<Place />);
  expect(press({ ctrlKey: true })).toBe(true);
  expect(press({ ctrlKey: true, shiftKey: true })).toBe(false);
  expect(currentPreferences().tabLeaves).toBe(true);
});
