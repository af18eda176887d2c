import { ActionIcon, SegmentedControl, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import type { ChatScope } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useAct } from "../use-act";
import classes from "./chat.module.css";

const SCOPES: { value: ChatScope; label: string }[] = [
  { value: "all", label: "Everyone" },
  { value: "interviewers", label: "Interviewers only" },
];

/** Where one writes; Enter sends, Shift+Enter breaks the line. */
export function ChatForm() {
  const { me } = useView();
  const act = useAct();
  const [text, setText] = useState("");
  const [scope, setScope] = useState<ChatScope>("all");
  const to = interviews(me.role) ? scope : "all";

  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const line = text.trim();
    if (line === "") return;
    setText("");
    const sent = await act({ type: "say", text: line, to }, "Your line was not sent");
    // Not lost: back where it was written, unless something new stands there.
    if (!sent) setText((now) => (now === "" ? line : now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {interviews(me.role) ? (
        <SegmentedControl
          className={classes.scope}
          size="xs"
          fullWidth
          aria-label="Who reads it"
          data={SCOPES}
          value={scope}
          onChange={setScope}
        />
      ) : null}
      <div className={classes.formLine}>
        <Textarea
          className={classes.input}
          aria-label="Message"
          placeholder={to === "all" ? "Message to everyone" : "Message to interviewers"}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ActionIcon type="submit" size={36} aria-label="Send" disabled={text.trim() === ""}>
          <IconSend size={18} />
        </ActionIcon>
      </div>
    </form>
  );
}
