/** A picture's width for each part of its height. */
const ASPECT = 16 / 9;

/** How many tiles stand side by side, and how wide each is, in pixels. */
export interface Arrangement {
  columns: number;
  width: number;
}

/** Arranges so many tiles in a box so that each is as large as can be. */
export function arrange(
  tiles: number,
  box: { width: number; height: number },
  gap = 6,
): Arrangement {
  let best: Arrangement = { columns: 1, width: 0 };
  for (let columns = 1; columns <= Math.max(1, tiles); columns += 1) {
    const rows = Math.ceil(tiles / columns);
    const byWidth = (box.width - gap * (columns - 1)) / columns;
    const byHeight = ((box.height - gap * (rows - 1)) / rows) * ASPECT;
    const width = Math.floor(Math.min(byWidth, byHeight));
    if (width > best.width) best = { columns, width };
  }
  return best;
}
