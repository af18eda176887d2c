import type { InvitedRole, Room } from "@/api/types";

/** The roles one can be invited as, as people call them. */
export const INVITED_ROLES: { value: InvitedRole; label: string }[] = [
  { value: "candidate", label: "Candidate" },
  { value: "interviewer", label: "Interviewer" },
  { value: "observer", label: "Observer" },
];

/** Only hosts decide who interviews. */
export const rolesFor = (own: Room["role"]) =>
  INVITED_ROLES.filter(({ value }) => own === "host" || value !== "interviewer");

/** A role as people call it. */
export const roleName = (role: InvitedRole): string =>
  INVITED_ROLES.find(({ value }) => value === role)?.label ?? role;
