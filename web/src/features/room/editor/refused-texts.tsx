import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { GivenBack } from "@/live/given-back";
import { useStore } from "@/live/store";
import { copyText } from "@/ui/copy-text";
import { useLive } from "../live-context";
import { copiedHere } from "../signals/copied-here";

/** What happened to what was typed or drawn, in a sentence. */
function reason({ code, title = t`the pad`, drawing }: GivenBack): string {
  switch (code) {
    case "locked":
      return drawing
        ? t`“${title}” was locked while you drew.`
        : t`“${title}” was locked while you typed.`;
    case "forbidden":
      return t`Your role changed; you can no longer write in “${title}”.`;
    case "not_inside":
      return t`You were no longer in the room when “${title}” was to be saved.`;
    case "room_gone":
      return t`The room is not there any more.`;
    case "room_ended":
      return drawing
        ? t`The interview ended while you drew.`
        : t`The interview ended while you typed.`;
    case "too_large":
      return t`This was too much at once for “${title}”.`;
    case "diverged":
      return t`The server has an older version of “${title}” than you had.`;
    default:
      return t`The server could not take this into “${title}”.`;
  }
}

/**
 * Gives back what the server would not take; nothing anyone typed disappears without a word. It opens
 * while someone types, so no key and no click beside it closes it, and the keyboard lands in the text.
 */
export function RefusedTexts() {
  const live = useLive();
  const [first] = useStore(live.refused);
  if (!first) return null;
  const close = () => live.dismiss(first);
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={
        first.drawing ? t`Some of your drawing was not saved` : t`Some of your text was not saved`
      }
      size="lg"
    >
      <Text>
        {reason(first)}{" "}
        {first.kept === false
          ? t`This browser can't keep it: closing the page loses it.`
          : t`It is kept in this browser until you are done with it.`}{" "}
        {first.drawing
          ? t`Copy what you drew, and paste it into a whiteboard.`
          : t`Here is what you typed, to copy and paste where it belongs:`}
      </Text>
      {first.drawing ? null : <TypedText text={first.text} />}
      <Group justify="flex-end" mt="lg">
        <CopyAgain key={first.id} {...first} />
        <Button onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Group>
    </Modal>
  );
}

function TypedText({ text }: { text: string }) {
  return (
    <Textarea
      mt="md"
      aria-label={t`Your text`}
      data-autofocus
      readOnly
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--font-mono)" } }}
      value={text}
    />
  );
}

/** Copies it; pasting it again in the room is not pasting from outside. */
function CopyAgain({ text, drawing }: GivenBack) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    copiedHere.add(text);
    setCopied(await copyText(text));
  };
  return (
    <Button variant="default" data-autofocus={drawing} onClick={copy}>
      {copied ? t`Copied` : t`Copy`}
    </Button>
  );
}
