import type { MantineColorsTuple } from "@mantine/core";

/** The brand: calm, and unlike the blue of everyone else. Shade 7 carries white text at 6.6:1. */
export const jade: MantineColorsTuple = [
  "#e9f6f0",
  "#cfebde",
  "#a2d9c2",
  "#71c6a4",
  "#46b78b",
  "#259b70",
  "#15805b",
  "#0f6a4c",
  "#0c563f",
  "#083c2c",
];

/** The other cursor, and whatever is live. Shade 7 carries white text at 6:1. */
export const coral: MantineColorsTuple = [
  "#fff1ed",
  "#ffdfd7",
  "#ffbcab",
  "#fd977e",
  "#f5795c",
  "#e75d3d",
  "#cb4628",
  "#a83820",
  "#862e1c",
  "#672517",
];

/** What failed or deletes. Shade 7 is the text of errors on light, 6.5:1; shade 3 on dark. */
export const red: MantineColorsTuple = [
  "#fff0ee",
  "#ffdeda",
  "#fdb9b1",
  "#f79a8f",
  "#ee6a5d",
  "#e14d3f",
  "#cf3a2c",
  "#b42a1e",
  "#931f15",
  "#741710",
];

/** Paper rather than steel: neutrals with a little warmth. Shade 6 is the dimmed text, 5.3:1. */
export const gray: MantineColorsTuple = [
  "#faf9f6",
  "#f3f1ec",
  "#e8e5de",
  "#d9d5cb",
  "#c1bcb0",
  "#989286",
  "#6b665c",
  "#544f47",
  "#393630",
  "#23211d",
];

/** Ink with a little green in it. Shade 2 is the dimmed text, 7 the page. */
export const dark: MantineColorsTuple = [
  "#e3e9e6",
  "#bcc7c3",
  "#98a6a1",
  "#6f7d78",
  "#45534e",
  "#28332f",
  "#1b2422",
  "#111816",
  "#0c1210",
  "#070b0a",
];
