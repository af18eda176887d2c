// Stands in until the server's document is generated: each becomes a `components["schemas"][…]`.

/** What a person may do in a room. */
export type Role = "host" | "interviewer" | "candidate" | "observer";

/** Where a person stands towards a room. */
export type Standing = "outside" | "waiting" | "inside" | "rejected" | "removed";

/** Whom a chat line is for. */
export type ChatScope = "all" | "interviewers";

/** What a candidate's browser, or the server about their connection, may tell. */
export type SignalKind =
  | "tab_hidden"
  | "tab_visible"
  | "window_blurred"
  | "window_focused"
  | "pasted_from_outside"
  | "fullscreen_left"
  | "connection_lost"
  | "connection_restored";

export interface RoomInfo {
  id: string;
  title: string;
  kind: "interview" | "practice";
  status: "scheduled" | "live" | "ended";
  hostName: string;
  signals: SignalKind[];
  /** Server time, ms. */
  startedAt?: number;
  endedAt?: number;
}

export interface Me {
  id: string;
  name: string;
  role: Role;
  state: Standing;
  connection: string;
}

export interface PersonInfo {
  id: string;
  name: string;
  role: Role;
  online: boolean;
  connections: string[];
  hand: boolean;
}

export interface KnockInfo {
  id: string;
  name: string;
  at: number;
  message?: string;
}

export interface PadInfo {
  id: string;
  kind: "code" | "whiteboard" | "notes";
  title: string;
  language?: string;
  locked: boolean;
}

export interface ProblemInfo {
  id?: string;
  title: string;
  statement: string;
  /** The revealed ones, in the problem's own order. */
  hints: string[];
  hintCount: number;
  /** For hosts and interviewers. */
  allHints?: string[];
}

/** All that this person may know of the live state; replaced as a whole. */
export interface RoomView {
  room: RoomInfo;
  me: Me;
  people: PersonInfo[];
  knocks: KnockInfo[];
  pads: PadInfo[];
  problem: ProblemInfo | null;
  focusTime: { until: number } | null;
  consents: { recording: string[]; transcript: string[]; ai_evaluation: string[] };
  recording: boolean;
}

export interface TimelineActor {
  /** The person's id, or `system`. */
  id: string;
  name: string;
  role?: Role;
}

/** What happened, tagged by `type`. */
export type RoomEvent =
  | { type: "created"; title: string; name: string }
  | { type: "renamed"; title: string }
  | { type: "knocked"; name: string; message?: string }
  | { type: "messaged_host"; text: string }
  | { type: "admitted"; person: string; role: Role; name?: string; reason?: string }
  | { type: "rejected" | "removed"; person: string; reason?: string }
  | { type: "left" | "host_taken_over" | "started" | "ended" | "reopened" }
  | { type: "role_changed"; person: string; role: Role }
  | { type: "problem_chosen"; title: string; statement: string; hintCount: number; pad?: string }
  | { type: "hint_revealed"; index: number; text: string }
  | { type: "pad_opened"; pad: Omit<PadInfo, "locked"> }
  | { type: "language_set"; pad: string; language: string }
  | { type: "editing_locked" | "editing_unlocked"; pad: string }
  | { type: "said"; text: string; to: ChatScope }
  | { type: "hand_raised" | "hand_lowered" | "focus_time_ended" }
  | { type: "signal"; kind: SignalKind; n?: number; length?: number; pad?: string }
  | { type: "focus_time_started"; until: number; minutes: number }
  | { type: "consent_given" | "consent_withdrawn"; to: string; name?: string };

/** A timeline entry this person may see. */
export type TimelineEntry = { seq: number; at: number; actor: TimelineActor } & RoomEvent;

/** What may be asked of a room, tagged by `type`. */
export type Command =
  | { type: "knock"; message?: string }
  | { type: "message_host"; text: string }
  | { type: "admit" | "reject" | "remove"; person: string; reason?: string }
  | { type: "set_role"; person: string; role: Role }
  | { type: "take_over" | "start" | "end" | "reopen" | "raise_hand" | "lower_hand" }
  | { type: "say"; text: string; to: ChatScope }
  | {
      type: "choose_problem";
      title: string;
      statement: string;
      hints?: string[];
      language?: string;
      starter?: string;
    }
  | { type: "reveal_hint"; index: number }
  | { type: "open_pad"; kind: PadInfo["kind"]; title: string }
  | { type: "set_language"; pad: string; language: string }
  | { type: "lock" | "unlock"; pad: string }
  | { type: "signal"; kind: SignalKind; n: number; length?: number; pad?: string }
  | { type: "start_focus_time"; minutes: number }
  | { type: "end_focus_time" };

/** Why a command or an edit was refused, for programs. */
export type RefusalCode =
  | "forbidden"
  | "not_inside"
  | "already_decided"
  | "unknown_person"
  | "room_ended"
  | "locked"
  | "out_of_sync"
  | "invalid"
  | "too_large"
  | "rate_limited"
  | "try_later"
  | "not_available";

/** A refusal: nothing changed. */
export interface RefusalAck {
  ok: false;
  code: RefusalCode;
  /** For people. */
  detail: string;
}

/** The answer to a command or an edit. */
export type SeqAck = { ok: true; seq: number } | RefusalAck;

/** The answer to a sync. */
export type SyncAck = { ok: true; update: Uint8Array; stateVector: Uint8Array } | RefusalAck;

/** Why the server closes a connection. */
export type ClosedReason = "removed" | "ended" | "signed_out" | "draining";

/** Why a handshake was refused. */
export type HandshakeRefusal = "unauthenticated" | "unknown_room" | "room_ended" | "try_later";
