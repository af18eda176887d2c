import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { GivenBack } from "@/live/given-back";
import { useStore } from "@/live/store";
import { copyText } from "@/ui/copy-text";
import { useLive } from "../live-context";
import { copiedHere } from "../signals/copied-here";

/** What happened to what was typed or drawn, in a sentence. */
function reason({ code, title = "the pad", drawing }: GivenBack): string {
  const did = drawing ? "drew" : "typed";
  switch (code) {
    case "locked":
      return `“${title}” was locked while you ${did}.`;
    case "forbidden":
      return `Your role changed; you can no longer write in “${title}”.`;
    case "not_inside":
      return `You were no longer in the room when “${title}” was to be saved.`;
    case "room_gone":
      return "The room is not there any more.";
    case "room_ended":
      return `The interview ended while you ${did}.`;
    case "too_large":
      return `This was too much at once for “${title}”.`;
    case "diverged":
      return `The server has an older version of “${title}” than you had.`;
    default:
      return `The server could not take this into “${title}”.`;
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
        first.drawing ? "Some of your drawing was not saved" : "Some of your text was not saved"
      }
      size="lg"
    >
      <Text>
        {reason(first)}{" "}
        {first.kept === false
          ? "This browser can't keep it: closing the page loses it."
          : "It is kept in this browser until you are done with it."}{" "}
        {first.drawing
          ? "Copy what you drew, and paste it into a whiteboard."
          : "Here is what you typed, to copy and paste where it belongs:"}
      </Text>
      {first.drawing ? null : <TypedText text={first.text} />}
      <Group justify="flex-end" mt="lg">
        <CopyAgain key={first.id} {...first} />
        <Button onClick={close}>Done</Button>
      </Group>
    </Modal>
  );
}

function TypedText({ text }: { text: string }) {
  return (
    <Textarea
      mt="md"
      aria-label="Your text"
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
      {copied ? "Copied" : "Copy"}
    </Button>
  );
}
