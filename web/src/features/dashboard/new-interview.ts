import type { NewRoom, SignalKind } from "@/api/types";

/** What the form of a new interview holds. */
export interface InterviewDraft {
  title: string;
  when: "now" | "later";
  /** Local time, as the date input writes it. */
  date: string;
  signals: SignalKind[];
}

/** The room that the draft asks for, or what is wrong with its date. */
export function toRoom(draft: InterviewDraft): NewRoom | { dateError: string } {
  const { signals } = draft;
  const title = draft.title.trim() || "Interview";
  if (draft.when === "now") return { title, kind: "interview", signals };
  const time = Date.parse(draft.date);
  if (Number.isNaN(time)) return { dateError: "Choose a day and a time." };
  return { title, kind: "interview", signals, scheduledAt: new Date(time).toISOString() };
}
