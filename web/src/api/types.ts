import type { components } from "@/api/schema";

// The server's own document, by short names; `schema.d.ts` is generated from it.
type Schemas = components["schemas"];

export type Credentials = Schemas["LogIn"] & { code?: string };
export type FieldError = Schemas["FieldError"];
export type FirebaseConfig = Schemas["FirebaseConfig"];
export type FirebaseSignIn = Schemas["FirebaseSignIn"];
export type GuestPass = Schemas["GuestPass"];
export type MeChange = { name?: string; settings?: Partial<Settings> };
export type NewAccount = Schemas["SignUp"];
export type NewRoom = Schemas["NewRoom"];
export type ProblemBody = Omit<Schemas["Problem"], "code"> & { code: ProblemCode };
export type ProblemCode =
  | Schemas["ProblemCode"]
  | "code_required"
  | "bad_code"
  | "link_expired"
  | "bad_password"
  | "sign_in_again";
export type Room = Schemas["Room"];
export type RoomChange = Schemas["RoomChange"];
export type RoomPage = Schemas["RoomPage"];
export type Settings = Schemas["Settings"] & { notifications?: boolean };
export type SignalKind = Schemas["SignalKind"];
export type SignedIn = Omit<Schemas["SignedIn"], "user"> & { user: User };
export type User = Omit<Schemas["User"], "settings"> & {
  settings: Settings;
  emailVerified: boolean;
  hasPassword: boolean;
  totp: boolean;
  administrator: boolean;
  providers: string[];
};
export interface EmailChange {
  email: string;
  password?: string;
}
export interface PasswordChange {
  currentPassword?: string;
  newPassword: string;
}
export interface PasswordReset {
  token: string;
  password: string;
}
export interface SignInSession {
  id: string;
  device: string;
  createdAt: string;
  lastUsedAt: string;
  address?: string;
  current: boolean;
}
export interface TotpSetup {
  secret: string;
  uri: string;
  qrSvg: string;
}
export type JobState = "waiting" | "delayed" | "running" | "dead";
export interface Job {
  id: string;
  kind: string;
  state: JobState;
  attempts: number;
  error?: string;
  createdAt: string;
  runAt: string;
  summary: string;
}
export interface JobQueue {
  kind: string;
  waiting: number;
  delayed: number;
  running: number;
  dead: number;
  oldestWaitingSeconds?: number;
}
export interface JobPage {
  items: Job[];
  queues: JobQueue[];
  nextCursor: string | null;
}
