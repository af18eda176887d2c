import { t } from "@lingui/core/macro";
import { ActionIcon, SegmentedControl, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import type { FormEvent, KeyboardEvent } from "react";
import type { ChatScope } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import classes from "./chat.module.css";
import { useSay } from "./use-say";

const scopes = (ended: boolean): { value: ChatScope; label: string; disabled?: boolean }[] => [
  { value: "all", label: t`Everyone`, disabled: ended },
  { value: "interviewers", label: t`Interviewers only` },
];

/** Where one writes; Enter sends, Shift+Enter breaks the line. After the end interviewers have only each other. */
export function ChatForm() {
  const { me, room } = useView();
  const { ui, change } = useRoomUi();
  const say = useSay();
  const ended = room.status === "ended";
  const scope = ended ? "interviewers" : ui.chatScope;
  const to = interviews(me.role) ? scope : "all";

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    const line = ui.chatText.trim();
    if (line === "") return;
    change({ chatText: "" });
    void say(line, to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {interviews(me.role) ? (
        <SegmentedControl
          className={classes.scope}
          size="xs"
          fullWidth
          aria-label={t`Who reads it`}
          data={scopes(ended)}
          value={scope}
          onChange={(chatScope) => change({ chatScope })}
        />
      ) : null}
      <div className={classes.formLine}>
        <Textarea
          className={classes.input}
          aria-label={t`Message`}
          placeholder={to === "all" ? t`Message to everyone` : t`Message to interviewers`}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={4000}
          value={ui.chatText}
          onChange={(event) => change({ chatText: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <ActionIcon
          type="submit"
          size={36}
          aria-label={t`Send`}
          disabled={ui.chatText.trim() === ""}
        >
          <IconSend size={18} />
        </ActionIcon>
      </div>
    </form>
  );
}
