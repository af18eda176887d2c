/** Someone who takes a call's signals. */
type Take = (from: string, data: unknown) => void;

/** More than that nobody sends who waits for an answer. */
const MOST = 128;

/** Holds the signals of a call that come before its page part is there: the others don't wait for that. */
export class RtcInbox {
  private take: Take | null = null;
  private early: Parameters<Take>[] = [];

  receive: Take = (from, data) => {
    if (this.take) this.take(from, data);
    else if (this.early.length < MOST) this.early.push([from, data]);
  };

  /** From now on `take` gets them, those that waited first; null lets them wait. */
  open(take: Take | null): void {
    this.take = take;
    if (take) for (const signal of this.early.splice(0)) take(...signal);
  }

  /** What waits is of no use any more. */
  clear(): void {
    this.early = [];
  }
}
