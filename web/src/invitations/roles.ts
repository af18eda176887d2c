import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { InvitedRole, Room } from "@/api/types";

/** The roles one can be invited as, as people call them. */
export const INVITED_ROLES: { value: InvitedRole; label: MessageDescriptor }[] = [
  { value: "candidate", label: msg`Candidate` },
  { value: "interviewer", label: msg`Interviewer` },
  { value: "observer", label: msg`Observer` },
];

/** Only hosts decide who interviews. */
export const rolesFor = (own: Room["role"]) =>
  INVITED_ROLES.filter(({ value }) => own === "host" || value !== "interviewer");

/** A role as people call it. */
export function roleName(role: InvitedRole): string {
  const known = INVITED_ROLES.find(({ value }) => value === role);
  return known ? i18n._(known.label) : role;
}
