import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import type { BoardElement } from "./board-element";
import { BoardSync, type Scene } from "./board-sync";

let nonce = 0;

function rectangle(id: string, more: Partial<BoardElement> & Record<string, unknown> = {}) {
  nonce += 1;
  const whole = { type: "rectangle", version: 1, versionNonce: nonce, isDeleted: false };
  return { id, index: "a1", ...whole, ...more } as BoardElement & Record<string, unknown>;
}

/** A screen with a drawing on it, and a pad behind it. */
class Screen {
  drawn: BoardElement[] = [];
  held = new Set<string>();
  readonly doc = new Y.Doc();
  readonly map = this.doc.getMap<unknown>("elements");
  readonly sync: BoardSync;

  constructor(mayWrite = true) {
    const scene: Scene = {
      elements: () => this.drawn,
      show: (elements) => {
        this.drawn = [...elements];
        // As Excalidraw does: what is shown counts as a change, too.
        this.sync?.sceneChanged();
      },
      busy: (id) => this.held.has(id),
      read: (element) => (element.version > 0 ? element : null),
    };
    this.sync = new BoardSync(this.map, scene, "here", mayWrite);
  }

  draw(element: BoardElement): void {
    const there = this.drawn.some(({ id }) => id === element.id);
    this.drawn = there
      ? this.drawn.map((one) => (one.id === element.id ? element : one))
      : [...this.drawn, element];
    this.sync.sceneChanged();
  }

  /** A hand changes an element that is there. */
  change(id: string, more: Record<string, unknown>): void {
    const element = this.drawn.find((one) => one.id === id);
    if (!element) throw new Error(`${id} is not on this screen`);
    nonce += 1;
    this.draw({ ...element, version: element.version + 1, versionNonce: nonce, ...more });
  }

  seen = () => this.drawn.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id);
  one = (id: string) =>
    this.drawn.find((element) => element.id === id) as unknown as Record<string, unknown>;
}

let [ana, ben] = [new Screen(), new Screen()];

/** Both send each other what they have, and write what comes of it. */
function meet(): void {
  for (let round = 0; round < 3; round += 1) {
    vi.advanceTimersByTime(2_000);
    const [fromAna, fromBen] = [ana, ben].map(({ doc }) => Y.encodeStateAsUpdate(doc));
    if (fromBen) Y.applyUpdate(ana.doc, fromBen, "remote");
    if (fromAna) Y.applyUpdate(ben.doc, fromAna, "remote");
  }
  expect(ana.drawn).toEqual(ben.drawn);
  expect(ana.map.toJSON()).toEqual(ben.map.toJSON());
}

beforeEach(() => {
  vi.useFakeTimers();
  [ana, ben] = [new Screen(), new Screen()];
  return () => vi.useRealTimers();
});

describe("two drawings of one pad", () => {
  it("hold what either draws at once, in one order", () => {
    ana.draw(rectangle("a"));
    ben.draw(rectangle("b"));
    meet();
    expect(ana.seen()).toEqual(["a", "b"]);
  });

  it("agree on an element that both change at once", () => {
    ana.draw(rectangle("a", { x: 0 }));
    meet();
    ana.change("a", { x: 1 });
    ben.change("a", { x: 2 });
    meet();
    expect([1, 2]).toContain(ana.one("a").x);
  });

  it("keep the later of two versions, whichever Yjs lets win", () => {
    ana.draw(rectangle("a", { x: 0 }));
    meet();
    for (const x of [1, 2, 3]) ana.change("a", { x });
    ben.change("a", { x: 9 });
    meet();
    expect(ben.one("a").x).toBe(3);
    for (const x of [4, 5, 6]) ben.change("a", { x });
    ana.change("a", { x: 9 });
    meet();
    expect(ana.one("a").x).toBe(6);
  });

  it("lose what one of them deletes, and get it back when that is undone", () => {
    ana.draw(rectangle("a"));
    ana.draw(rectangle("b"));
    meet();
    ben.change("a", { isDeleted: true });
    meet();
    expect(ana.seen()).toEqual(["b"]);
    ben.change("a", { isDeleted: false });
    meet();
    expect(ana.seen()).toEqual(["a", "b"]);
  });

  it("take a deletion and a change at once for two changes", () => {
    ana.draw(rectangle("a"));
    meet();
    ana.change("a", { isDeleted: true });
    ben.change("a", { x: 1 });
    ben.change("a", { x: 2 });
    meet();
    expect(ana.seen()).toEqual(["a"]);
  });
});

describe("a drawing", () => {
  it("leaves an element alone that is under a hand, and catches up afterwards", () => {
    ana.draw(rectangle("a", { x: 0 }));
    meet();
    ben.held.add("a");
    ana.change("a", { x: 1 });
    vi.advanceTimersByTime(2_000);
    Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ana.doc), "remote");
    expect(ben.one("a").x).toBe(0);
    ben.held.clear();
    ben.sync.sceneChanged();
    meet();
    expect(ben.one("a").x).toBe(1);
  });

  it("shows nothing of what is no element, and no pictures", () => {
    ana.map.set("junk", "junk");
    ana.map.set("other", rectangle("a"));
    ana.map.set("picture", rectangle("picture", { type: "image" }));
    ana.map.set("small", rectangle("small", { version: 0 }));
    ana.map.set("good", rectangle("good"));
    meet();
    expect(ben.seen()).toEqual(["good"]);
    ben.draw(rectangle("pasted", { type: "image" }));
    expect(ben.seen()).toEqual(["good"]);
    expect(ben.map.has("pasted")).toBe(false);
  });

  it("loses what another program takes out of the pad, and does not put it back", () => {
    ana.draw(rectangle("a"));
    meet();
    ben.doc.transact(() => ben.map.delete("a"), "remote");
    meet();
    expect(ana.seen()).toEqual([]);
    expect(ana.map.size).toBe(0);
  });
});

describe("what a hand draws", () => {
  it("sends a long stroke less often than a short one, and all of it in the end", () => {
    let updates = 0;
    ana.doc.on("update", () => {
      updates += 1;
    });
    const points = (count: number) => Array.from({ length: count }, (_, n) => [n, n]);
    ana.draw(rectangle("a", { points: points(1) }));
    for (let n = 0; n < 60; n += 1) {
      ana.change("a", { points: points(1_000 + n) });
      vi.advanceTimersByTime(16);
    }
    expect(updates).toBeLessThan(8);
    meet();
    expect((ben.one("a").points as unknown[]).length).toBe(1_059);
  });

  it("is in the pad when the whiteboard is left", () => {
    ana.draw(rectangle("a"));
    ana.draw(rectangle("b"));
    ana.sync.destroy();
    expect([...ana.map.keys()]).toEqual(["a", "b"]);
  });

  it("writes nothing for one who only reads, and shows what is there whatever was made of it", () => {
    const reader = new Screen(false);
    const updates = vi.fn();
    reader.doc.on("update", updates);
    Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(ana.doc));
    ana.draw(rectangle("a"));
    Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(ana.doc));
    expect(reader.seen()).toEqual(["a"]);
    updates.mockClear();
    // As Excalidraw does by itself, when two elements have one place.
    reader.change("a", { index: "a2", version: 9 });
    reader.sync.flush();
    vi.advanceTimersByTime(2_000);
    expect(updates).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    ana.change("a", { x: 5 });
    vi.advanceTimersByTime(2_000);
    Y.applyUpdate(reader.doc, Y.encodeStateAsUpdate(ana.doc));
    expect(reader.one("a").x).toBe(5);
    reader.sync.destroy();
    expect(updates).toHaveBeenCalledTimes(1);
  });

  it("puts what is pasted at once into the pad in parts", () => {
    const sizes: number[] = [];
    ana.doc.on("update", (update: Uint8Array) => sizes.push(update.length));
    ana.drawn = Array.from({ length: 30 }, (_, n) => rectangle(`r${n}`, { x: "1".repeat(30_000) }));
    ana.sync.sceneChanged();
    expect(ana.map.size).toBe(30);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });
});
