import { waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { PadInfo } from "@/live/types";
import { Markdown } from "@/problems/lazy-markdown";
import { ChooseProblemDialog } from "../problem/lazy-choose-problem-dialog";
import { renderInRoom } from "../test/render-in-room";
import { Whiteboard } from "../whiteboard/lazy-whiteboard";
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

const BOARD: PadInfo = { id: "board", kind: "whiteboard", title: "Sketch", locked: false };

function Preloading() {
  usePreload();
  return null;
}

it("fetches what may be shown later, when the editor is there and the browser idle", async () => {
  const idle = vi.fn((work: () => void) => setTimeout(work));
  vi.stubGlobal("requestIdleCallback", idle);
  const fetched = [Markdown, ChooseProblemDialog].map((part) =>
    vi.spyOn(part, "preload").mockResolvedValue(),
  );
  await renderInRoom(<Preloading />);
  expect(idle).not.toHaveBeenCalled();
  editor.arrive();
  await waitFor(() => {
    for (const one of fetched) expect(one).toHaveBeenCalledOnce();
  });
  expect(idle).toHaveBeenCalledOnce();
});

it("fetches the whiteboard where there is one, and not where there is none", async () => {
  vi.stubGlobal("requestIdleCallback", (work: () => void) => setTimeout(work));
  const fetched = vi.spyOn(Whiteboard, "preload").mockResolvedValue();
  const { room } = await renderInRoom(<Preloading />);
  expect(fetched).not.toHaveBeenCalled();
  room.changeView({ pads: [...room.view().view.pads, BOARD] });
  await waitFor(() => expect(fetched).toHaveBeenCalledOnce());
});
