import type { components } from "@/api/schema";

// The server's own document, by short names; `schema.d.ts` is generated from it.
type Schemas = components["schemas"];

export type Credentials = Schemas["LogIn"];
export type EmailChange = Schemas["EmailChange"];
export type FieldError = Schemas["FieldError"];
export type FirebaseConfig = Schemas["FirebaseConfig"];
export type FirebaseSignIn = Schemas["FirebaseSignIn"];
export type GuestPass = Schemas["GuestPass"];
export type Invitation = Schemas["Invitation"];
export type InvitationPage = Schemas["InvitationPage"];
export type InvitedRole = Schemas["InvitedRole"];
export type Job = Schemas["Job"];
export type JobPage = Schemas["JobPage"];
export type JobQueue = Schemas["JobQueue"];
export type JobState = Schemas["JobState"];
export type MeChange = Schemas["MeChange"];
export type NewAccount = Schemas["SignUp"];
export type NewInvitation = Schemas["NewInvitation"];
export type NewRoom = Schemas["NewRoom"];
export type PasswordChange = Schemas["PasswordChange"];
export type PasswordReset = Schemas["PasswordReset"];
export type ProblemBody = Schemas["Problem"];
export type ProblemCode = Schemas["ProblemCode"];
export type RecoveryCodes = Schemas["RecoveryCodes"];
export type Room = Schemas["Room"];
export type RoomChange = Schemas["RoomChange"];
export type RoomPage = Schemas["RoomPage"];
export type SessionItem = Schemas["SessionItem"];
export type SessionList = Schemas["SessionList"];
export type Settings = Schemas["Settings"];
export type SignalKind = Schemas["SignalKind"];
export type SignedIn = Schemas["SignedIn"];
export type TotpSetup = Schemas["TotpSetup"];
export type User = Schemas["User"];
