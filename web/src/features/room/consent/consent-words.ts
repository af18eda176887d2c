import type { RoomView } from "@/live/types";

/** What a person may agree to. */
export type ConsentTo = keyof RoomView["consents"];

/** Each in plain words: its name, and what is agreed to. No more than is true today. */
export const CONSENTS: { to: ConsentTo; name: string; means: string }[] = [
  {
    to: "recording",
    name: "Recording",
    means: "My voice and my picture may be recorded.",
  },
  {
    to: "transcript",
    name: "Transcript",
    means: "What I say may be written down as text.",
  },
  {
    to: "ai_evaluation",
    name: "AI evaluation",
    means: "An AI model may draft an evaluation of the interview for my interviewers.",
  },
];

/** What holds for all three. */
export const CONSENT_PROMISE =
  "No voice or picture is recorded unless you agree. Refusing changes nothing else about the interview.";
