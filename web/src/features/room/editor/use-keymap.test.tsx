import { notifications } from "@mantine/notifications";
import { renderHook } from "@testing-library/react";
import type { editor as monacoEditor } from "monaco-editor";
import { expect, it, vi } from "vitest";
import { useKeymap } from "./use-keymap";

vi.mock("monaco-vim", () => {
  throw new Error("the network is gone");
});

it("says so when the keys can't be loaded, and ends without an error", async () => {
  const show = vi.spyOn(notifications, "show").mockReturnValue("");
  const editor = {} as monacoEditor.IStandaloneCodeEditor;
  const status = { current: document.createElement("div") };
  const { unmount } = renderHook(() => useKeymap(editor, "vim", status));
  await expect.poll(() => show.mock.calls.length).toBe(1);
  expect(show.mock.calls[0]?.[0].title).toBe("The Vim keys could not be loaded");
  unmount();
  await Promise.resolve();
});
