/** How many copied texts are remembered. */
const REMEMBERED = 50;

const comparable = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** What was copied inside the room: pasting that again comes from nowhere else. */
export class CopiedHere {
  private readonly texts: string[] = [];

  /** Something was copied or cut in the room. */
  add(text: string): void {
    const copied = comparable(text);
    if (copied === "") return;
    this.texts.push(copied);
    if (this.texts.length > REMEMBERED) this.texts.shift();
  }

  /** Whether a pasted text is one of those. */
  has(text: string): boolean {
    const pasted = comparable(text);
    return pasted === "" || this.texts.includes(pasted);
  }
}
