import { t } from "@lingui/core/macro";
import type { RoomView } from "@/live/types";

/** What a person may agree to. */
export type ConsentTo = keyof RoomView["consents"];

/** Each in plain words: its name, and what is agreed to. No more than is true today. */
export const consents = (): { to: ConsentTo; name: string; means: string }[] => [
  {
    to: "recording",
    name: t`Recording`,
    means: t`My voice and my picture may be recorded.`,
  },
  {
    to: "transcript",
    name: t`Transcript`,
    means: t`What I say may be written down as text.`,
  },
  {
    to: "ai_evaluation",
    name: t`AI evaluation`,
    means: t`An AI model may draft an evaluation of the interview for my interviewers.`,
  },
];

/** What holds for all three. */
export const consentPromise = (): string =>
  t`No voice or picture is recorded unless you agree. Refusing changes nothing else about the interview.`;
