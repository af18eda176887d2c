import { t } from "@lingui/core/macro";
import { useCallback } from "react";
import type { ChatScope } from "@/live/types";
import { useLive } from "../live-context";
import type { RoomUi } from "../room-ui";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";

let lines = 0;

/** Puts a line back where it was written; before what may stand there by now. */
function putBack(line: string, to: ChatScope, ui: RoomUi): Partial<RoomUi> {
  if (ui.chatText.trim() === "") return { chatText: line, chatScope: to };
  return { chatText: `${line}\n${ui.chatText}` };
}

/** Says a line. It shows as sending until it is answered, and is put back if it was refused. */
export function useSay(): (line: string, to: ChatScope) => Promise<void> {
  const act = useAct();
  const { timeline } = useLive();
  const { change } = useRoomUi();
  return useCallback(
    async (text, to) => {
      lines += 1;
      const key = lines;
      const after = timeline.last();
      change(({ sending }) => ({ sending: [...sending, { key, text, to, after }] }));
      const sent = await act({ type: "say", text, to }, t`Your line was not sent`);
      change((ui) => ({
        sending: ui.sending.filter((line) => line.key !== key),
        ...(sent ? {} : putBack(text, to, ui)),
      }));
    },
    [act, change, timeline],
  );
}
