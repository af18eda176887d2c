import { t } from "@lingui/core/macro";
import { ActionIcon, Loader, TextInput, Tooltip } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useEntries, useLink, useView } from "../live-context";
import { useAct } from "../use-act";
import classes from "./lobby.module.css";

/** After asking: it is known that someone waits, and there is a way to say a word. */
export function Waiting() {
  const { room } = useView();
  const online = useLink().phase === "online";
  return (
    <>
      <div className={classes.waiting} role="status">
        <Loader type="dots" size="md" aria-hidden />
        <div>
          <p className={classes.waitingText}>
            {online
              ? t`${{ host: room.hostName }} has been told that you are here`
              : t`Reconnecting…`}
          </p>
          <p className={classes.waitingMore}>
            {online
              ? t`You go in by yourself as soon as you are let in. Keep this page open.`
              : t`You keep your place; nothing needs to be done.`}
          </p>
        </div>
      </div>
      <LineToHost />
    </>
  );
}

function LineToHost() {
  const { me, room } = useView();
  const act = useAct();
  const [text, setText] = useState("");
  const lines = useEntries().flatMap((entry) =>
    entry.type === "messaged_host" && entry.actor.id === me.id ? [entry] : [],
  );
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const line = text.trim();
    if (line === "") return;
    setText("");
    const sent = await act({ type: "message_host", text: line }, t`Your line was not sent`);
    if (!sent) setText(line);
  };
  return (
    <form className={classes.form} onSubmit={send}>
      {lines.length > 0 ? (
        <ul className={classes.sent} aria-label={t`What you wrote`}>
          {lines.map((line) => (
            <li key={line.seq}>{line.text}</li>
          ))}
        </ul>
      ) : null}
      <div className={classes.line}>
        <TextInput
          className={classes.lineInput}
          label={t`Write a line to ${{ host: room.hostName }}`}
          placeholder={t`Ready when you are`}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Tooltip label={t`Send`}>
          <ActionIcon type="submit" size={36} aria-label={t`Send the line`}>
            <IconSend size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </form>
  );
}
