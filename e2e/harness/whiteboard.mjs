// What people do on a whiteboard, and what they see on it.

import { until } from "./server.mjs";

export class Whiteboard {
  constructor(person) {
    this.person = person;
    this.page = person.page;
  }

  /** The tab of a whiteboard is there, and this person goes to it. */
  async opens(title) {
    await this.page.getByRole("tab", { name: title }).click();
    await this.isThere();
  }

  async isThere() {
    await this.region().locator("canvas.static").waitFor();
    await this.region().locator("[aria-busy=false]").first().waitFor();
  }

  region() {
    return this.page.getByRole("region", { name: "Whiteboard" });
  }

  /** Draws with the mouse from one corner of a box to the other; places count from the canvas' corner. */
  async draws(tool, { x, y, width, height }) {
    await this.takes(tool);
    const { mouse } = this.page;
    const at = await this.place();
    await mouse.move(at.x + x, at.y + y);
    await mouse.down();
    await mouse.move(at.x + x + width / 2, at.y + y + height / 2, { steps: 5 });
    await mouse.move(at.x + x + width, at.y + y + height, { steps: 5 });
    await mouse.up();
  }

  async writes(text, { x, y }) {
    await this.takes("Text");
    const at = await this.place();
    await this.page.mouse.click(at.x + x, at.y + y);
    await this.page.keyboard.type(text, { delay: 10 });
    await this.page.keyboard.press("Escape");
  }

  takes(tool) {
    return this.region().getByTitle(new RegExp(`^${tool}`)).first().click();
  }

  place() {
    return this.region().locator("canvas.static").boundingBox();
  }

  /** Where on the page the middle of a box is. */
  async middleOf({ x, y, width, height }) {
    const at = await this.place();
    return [at.x + x + width / 2, at.y + y + height / 2];
  }

  /** How many dots of a box are not of the ground's colour. */
  ink({ x, y, width, height }) {
    return this.region()
      .locator("canvas.static")
      .evaluate(
        (canvas, box) => {
          const scale = canvas.width / canvas.clientWidth;
          const { data } = canvas.getContext("2d").getImageData(...box.map((value) => value * scale));
          const colors = Array.from({ length: data.length / 4 }, (_, n) => data.slice(n * 4, n * 4 + 3).join());
          return colors.filter((color) => color !== "255,255,255").length;
        },
        [x, y, width, height],
      );
  }

  /** The whole drawing, dot by dot, without what only this person sees of it, such as a selection. */
  drawing() {
    return this.region()
      .locator("canvas.static")
      .evaluate((canvas) => canvas.toDataURL());
  }
}

/** Waits until all see the same drawing, and something in each of these boxes. */
export function seeTheSame(boards, boxes) {
  return until(
    async () => {
      const drawings = await Promise.all(boards.map((board) => board.drawing()));
      if (drawings.some((drawing) => drawing !== drawings[0])) return false;
      const inks = await Promise.all(boxes.map((box) => boards[0].ink(box)));
      return inks.every((ink) => ink > 20) && drawings[0];
    },
    "all see the same drawing",
    15_000,
  );
}
