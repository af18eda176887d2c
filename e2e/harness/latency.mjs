// How long it takes until what one types is in the documents of all others.

/** Watches some editors; `stop` gives percentiles in ms, from the keystroke to the last who sees it. */
export function watchSpread(editors) {
  const typed = new Map();
  const took = [];
  const watch = ({ delta }, { origin }) => {
    const inserted = delta.map(({ insert }) => insert ?? "").join("");
    for (const [mark] of inserted.matchAll(/<[^<>]+>/g)) {
      if (origin !== "remote") typed.set(mark, { at: performance.now(), unseen: editors.length - 1 });
      else sees(mark);
    }
  };
  const sees = (mark) => {
    const what = typed.get(mark);
    if (!what) return;
    what.unseen -= 1;
    if (what.unseen > 0) return;
    typed.delete(mark);
    took.push(performance.now() - what.at);
  };
  const texts = editors.map(({ doc }) => doc.getText("content"));
  for (const text of texts) text.observe(watch);
  const stop = () => {
    for (const text of texts) text.unobserve(watch);
    // Those that are still on their way have taken that long at least.
    return percentiles([...took, ...overdue(typed, took)]);
  };
  return { stop };
}

/** How long those wait that nobody has seen, but for the last ones, which wait as long as others did. */
function overdue(typed, took) {
  const usual = Math.max(0, ...took);
  const waits = [...typed.values()].map(({ at }) => performance.now() - at);
  return waits.filter((wait) => wait > usual);
}

/** Percentiles of times, in whole ms. */
export function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}
