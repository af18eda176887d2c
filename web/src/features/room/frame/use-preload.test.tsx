import { MantineProvider } from "@mantine/core";
import { renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ChooseProblemDialog } from "../problem/lazy-choose-problem-dialog";
import { Markdown } from "../problem/lazy-markdown";
import { usePreload } from "./use-preload";

const editor = vi.hoisted(() => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { arrive, arrived };
});
vi.mock("../editor/code-editor", async () => {
  await editor.arrived;
  return { default: () => null };
});

it("fetches what may be shown later, when the editor is there and the browser idle", async () => {
  const idle = vi.fn((work: () => void) => setTimeout(work));
  vi.stubGlobal("requestIdleCallback", idle);
  const fetched = [Markdown, ChooseProblemDialog].map((part) =>
    vi.spyOn(part, "preload").mockResolvedValue(),
  );
  renderHook(() => usePreload(), {
    wrapper: ({ children }) => <MantineProvider>{children}</MantineProvider>,
  });
  expect(idle).not.toHaveBeenCalled();
  editor.arrive();
  await waitFor(() => {
    for (const one of fetched) expect(one).toHaveBeenCalledOnce();
  });
  expect(idle).toHaveBeenCalledOnce();
});
