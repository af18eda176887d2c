import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import type { FieldError, ProblemCode } from "@/api/types";

/** What the server's codes say, in its own words where it speaks English. */
const CODES: Record<ProblemCode, MessageDescriptor> = {
  malformed: msg`The request is malformed`,
  unauthenticated: msg`Not signed in`,
  bad_credentials: msg`Wrong e-mail address or password`,
  code_required: msg`A code of the second factor is needed`,
  bad_code: msg`Wrong code`,
  bad_id_token: msg`The sign-in was not accepted`,
  session_ended: msg`The sign-in has ended`,
  bad_password: msg`Wrong password`,
  sign_in_again: msg`Sign in again for this`,
  forbidden: msg`Not allowed`,
  account_required: msg`An account is needed`,
  email_not_verified: msg`The e-mail address is not verified`,
  foreign_origin: msg`Not from this site`,
  room_ended: msg`The room has ended`,
  not_found: msg`Nothing here`,
  unknown_room: msg`No such room`,
  unknown_session: msg`No such sign-in`,
  unknown_job: msg`No such job`,
  method_not_allowed: msg`Method not allowed`,
  email_taken: msg`The address has an account`,
  already_submitted: msg`The scorecard is handed in`,
  changed_meanwhile: msg`Somebody else changed it`,
  link_expired: msg`The link is not good any more`,
  too_large: msg`Too large`,
  invalid: msg`Invalid field`,
  idempotency_key_reused: msg`The Idempotency-Key was used before`,
  rate_limited: msg`Too many requests`,
  internal: msg`A fault of this server`,
  try_later: msg`Try again later`,
  draining: msg`This server is going away`,
};

/** What the server says is the matter with a field that people fill in. */
const FIELDS: Record<string, MessageDescriptor> = {
  "is missing": msg`This is missing.`,
  "is empty": msg`This is empty.`,
  "is not an e-mail address": msg`This is not an e-mail address.`,
  "is too long for an e-mail address": msg`This is too long for an e-mail address.`,
  "has fewer than 8 characters": msg`This has fewer than 8 characters.`,
  "is among the first that everybody tries": msg`This is among the first that everybody tries.`,
  "is your name or your address": msg`This is your name or your address.`,
  "is not one that the app shows now, or it was set up more than an hour ago": msg`This is not one that the app shows now, or it was set up more than an hour ago.`,
  "has a line break or another control character": msg`This has a line break or another control character.`,
};

const TOO_LONG = /^has more than (\d+) characters$/;

/** What a code says; null for one that a newer server has. */
export function codeText(code: ProblemCode | undefined): string | null {
  const text = code === undefined ? undefined : CODES[code];
  return text ? i18n._(text) : null;
}

/** The server says what is the matter as "is empty"; beside its field that becomes a sentence. */
export function fieldText({ message }: FieldError): string {
  const known = FIELDS[message];
  if (known) return i18n._(known);
  const [, max] = TOO_LONG.exec(message) ?? [];
  if (max) return t`This has more than ${max} characters.`;
  return /^[a-z]/.test(message) ? `This ${message}.` : message;
}
