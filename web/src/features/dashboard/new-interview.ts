import { t } from "@lingui/core/macro";
import type { InvitedRole, NewInvitation, NewRoom, SignalKind } from "@/api/types";
import { momentOf } from "@/invitations/time-zones";

/** Somebody to be invited with the room. */
export interface Invitee {
  /** Tells rows apart while they are typed in. */
  key: number;
  email: string;
  role: InvitedRole;
}

/** What the form of a new interview holds. */
export interface InterviewDraft {
  title: string;
  when: "now" | "later";
  /** What clocks in the time zone show, as the date input writes it. */
  date: string;
  minutes: number;
  timeZone: string;
  signals: SignalKind[];
  invitees: Invitee[];
}

/** The room that the draft asks for, or what is wrong with its date. */
export function toRoom(draft: InterviewDraft): NewRoom | { dateError: string } {
  const { signals } = draft;
  const title = draft.title.trim() || t`Interview`;
  if (draft.when === "now") return { title, kind: "interview", signals };
  const time = momentOf(draft.date, draft.timeZone);
  if (Number.isNaN(time)) return { dateError: t`Choose a day and a time.` };
  return { title, kind: "interview", signals, scheduledAt: new Date(time).toISOString() };
}

/** Those whom the draft invites; a row that was left empty is nobody. The time is the room's. */
export function toInvitations({ invitees, minutes, timeZone }: InterviewDraft): NewInvitation[] {
  const filled = invitees.filter(({ email }) => email.trim() !== "");
  return filled.map(({ email, role }) => ({ email: email.trim(), role, minutes, timeZone }));
}
