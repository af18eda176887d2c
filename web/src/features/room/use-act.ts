import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import type { CommandAnswer } from "@/live/command-outbox";
import type { Command } from "@/live/types";
import { useLive } from "./live-context";

/** "already admitted by Asha" as a sentence. */
function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** What to do about a refusal, where the person can do something. */
function advice(answer: CommandAnswer & { ok: false }): string {
  if (answer.code === "try_later" || answer.code === "rate_limited") {
    return t`The server is busy. Nothing was changed; try again in a moment.`;
  }
  if (answer.code === "not_sent") return t`The connection ended first. Nothing was changed.`;
  return sentence(answer.detail);
}

/** Tells a refusal: someone was faster (no trouble at all), or it could not be done. */
function tell(answer: CommandAnswer & { ok: false }, failed: string): void {
  if (answer.code === "already_decided") {
    notifications.show({ color: "gray", title: sentence(answer.detail), message: null });
  } else {
    notifications.show({ color: "red", title: failed, message: advice(answer) });
  }
}

/** Asks something of the room; `failed` is the headline if it is refused. Answers whether it was done. */
export function useAct(): (command: Command, failed: string) => Promise<boolean> {
  const live = useLive();
  return useCallback(
    async (command, failed) => {
      const answer = await live.send(command);
      if (!answer.ok) tell(answer, failed);
      return answer.ok;
    },
    [live],
  );
}
