// How much of the chaos suite runs: `short` is for every run of the tests, `full` for `./dev chaos`.

const SIZE = process.env.CODEVLIVE_CHAOS ?? "short";

if (SIZE !== "short" && SIZE !== "full") throw new Error(`CODEVLIVE_CHAOS is short or full, not ${SIZE}`);

/** The one or the other, by what was asked for. */
export const sized = (short, full) => (SIZE === "full" ? full : short);

/** Why a test is left out of the short form, or false. */
export const onlyFull = SIZE === "full" ? false : "only with CODEVLIVE_CHAOS=full";
