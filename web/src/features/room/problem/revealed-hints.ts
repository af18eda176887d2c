/**
 * Which of all hints are among the revealed ones. Both come in the problem's own order, so the revealed
 * are found one after the other.
 */
export function revealedOf(all: string[], revealed: string[]): boolean[] {
  let next = 0;
  return all.map((hint) => {
    const shown = next < revealed.length && revealed[next] === hint;
    if (shown) next += 1;
    return shown;
  });
}
