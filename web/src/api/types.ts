// Stands in until the server's document is generated: each becomes a `components["schemas"][…]`.

/** What the web client keeps in an account; the server stores it unread. */
export interface Settings {
  theme?: "light" | "dark" | "auto";
  editorKeymap?: "default" | "vim" | "emacs";
  /** Editor font size in CSS pixels. */
  fontSize?: number;
  screenReader?: boolean;
}

/** A person with an account. */
export interface User {
  id: string;
  name: string;
  email: string;
  settings: Settings;
}

/** The answer to signing up, signing in and refreshing. */
export interface SignedIn {
  accessToken: string;
  /** Seconds until the access token is refused. */
  expiresIn: number;
  user: User;
}

/** What a candidate's browser, or for it the server, may note on the log. */
export type SignalKind =
  | "tab_hidden"
  | "tab_visible"
  | "window_blurred"
  | "window_focused"
  | "pasted_from_outside"
  | "fullscreen_left"
  | "connection_lost"
  | "connection_restored";

/** What a room is made of; its maker is the host. */
export interface NewRoom {
  title: string;
  kind: Room["kind"];
  /** RFC 3339, UTC. */
  scheduledAt?: string;
  signals?: SignalKind[];
}

/** A room as its list and its own address show it. */
export interface Room {
  id: string;
  title: string;
  kind: "interview" | "practice";
  status: "scheduled" | "live" | "ended";
  joinUrl: string;
  createdAt: string;
  scheduledAt?: string;
  startedAt?: string;
  endedAt?: string;
  role: "host" | "interviewer" | "candidate" | "observer";
}

/** One page of a list; `nextCursor` asks for the next. */
export interface RoomPage {
  items: Room[];
  nextCursor?: string | null;
}
