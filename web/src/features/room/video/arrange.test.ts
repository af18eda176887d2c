import { arrange } from "./arrange";

test.each([
  [1, { width: 320, height: 180 }, 1],
  [2, { width: 640, height: 180 }, 2],
  [2, { width: 320, height: 400 }, 1],
  [4, { width: 640, height: 360 }, 2],
  [3, { width: 300, height: 600 }, 1],
])("%i tiles in %o stand in %i columns", (tiles, box, columns) => {
  const { columns: found, width } = arrange(tiles, box);
  expect(found).toBe(columns);
  const rows = Math.ceil(tiles / found);
  expect(width * found + 6 * (found - 1)).toBeLessThanOrEqual(box.width);
  expect((width * rows * 9) / 16 + 6 * (rows - 1)).toBeLessThanOrEqual(box.height + rows);
});

test("without a box there is nothing", () => {
  expect(arrange(3, { width: 0, height: 0 }).width).toBe(0);
});
