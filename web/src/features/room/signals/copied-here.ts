/** How many copied texts are remembered. */
const REMEMBERED = 50;
const KEY = "codevlive-copied";

const comparable = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** A text's length and a hash of it (cyrb53, 53 bits): enough to know it again, too little to read it. */
function fingerprint(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return `${text.length}:${(b >>> 0).toString(36)}${(a >>> 0).toString(36)}`;
}

function kept(): string[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

/** What was copied inside the room: pasting that again comes from nowhere else. Survives a reload. */
export class CopiedHere {
  private prints = kept();

  /** Something was copied or cut in the room. */
  add(text: string): void {
    const copied = comparable(text);
    if (copied === "") return;
    const print = fingerprint(copied);
    this.prints = [...this.prints.filter((other) => other !== print), print].slice(-REMEMBERED);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.prints));
    } catch {
      // Blocked storage: it is known as long as this page.
    }
  }

  /** Whether a pasted text is one of those. */
  has(text: string): boolean {
    const pasted = comparable(text);
    return pasted === "" || this.prints.includes(fingerprint(pasted));
  }
}

/** The one of this page; the app's own buttons add to it what they copy. */
export const copiedHere = new CopiedHere();
