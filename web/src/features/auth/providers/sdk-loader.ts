/** How Firebase's SDK comes: as a chunk of its own, which nobody loads who does not use it. */
export const sdkLoader = { load: () => import("./sdk") };
