import type { components } from "@/api/schema";

// The server's own document, by short names; `schema.d.ts` is generated from it.
type Schemas = components["schemas"];

export type ChatScope = Schemas["ChatScope"];
export type ClosedReason = Schemas["ClosedReason"];
export type Command = Schemas["Command"];
export type DeviceChange = Schemas["DeviceChange"];
export type HandshakeRefusal = Schemas["HandshakeRefusal"];
export type KnockInfo = Schemas["KnockInfo"];
export type Me = Schemas["Me"];
export type PadInfo = Schemas["PadInfo"];
export type PersonInfo = Schemas["PersonInfo"];
export type ProblemInfo = Schemas["ProblemInfo"];
export type RefusalCode = Schemas["RefusalCode"];
export type Role = Schemas["Role"];
export type RoomEvent = Schemas["Event"];
export type RoomView = Schemas["RoomView"];
export type SignalKind = Schemas["SignalKind"];
export type Standing = Schemas["Standing"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type TimelinePage = Schemas["TimelinePage"];

/** A refusal: nothing changed. The document can't say which value `ok` has. */
export type RefusalAck = Schemas["RefusalAck"] & { ok: false };

/** The answer to a call's signalling. */
export type OkAck = (Schemas["OkAck"] & { ok: true }) | RefusalAck;

/** The answer to a command or an edit. */
export type SeqAck = (Schemas["SeqAck"] & { ok: true }) | RefusalAck;

/** The answer to a sync; bytes travel as attachments, which JSON schema has no word for. */
export type SyncAck = { ok: true; update: Uint8Array; stateVector: Uint8Array } | RefusalAck;
