import {
  Button,
  Group,
  Modal,
  NativeSelect,
  SegmentedControl,
  Text,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import { languageChoices } from "@/live/pad/languages";
import { type NewPad, useOpenPad } from "./use-open-pad";

const KINDS: { value: NewPad["kind"]; label: string }[] = [
  { value: "code", label: "Code" },
  { value: "whiteboard", label: "Whiteboard" },
];

/** Opens another pad for everyone. */
export function OpenPadDialog({ close }: { close: () => void }) {
  const openPad = useOpenPad();
  const [kind, setKind] = useState<NewPad["kind"]>("code");
  const [title, setTitle] = useState("");
  const [language, setLanguage] = useState("");
  const [busy, setBusy] = useState(false);
  const code = kind === "code";
  const open = async (event: FormEvent) => {
    event.preventDefault();
    const named = title.trim() || (code ? "" : "Whiteboard");
    if (named === "") return;
    setBusy(true);
    const opened = await openPad({ kind, title: named, language: code ? language : "" });
    setBusy(false);
    if (opened) close();
  };
  return (
    <Modal opened onClose={close} title="New pad" size="sm">
      <form onSubmit={open}>
        <SegmentedControl
          fullWidth
          mb="md"
          aria-label="Kind"
          data={KINDS}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          label="Title"
          description="Everyone inside sees it as a tab."
          placeholder={code ? "helpers.py" : "Whiteboard"}
          data-autofocus
          required={code}
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {code ? (
          <NativeSelect
            mt="md"
            label="Language"
            data={[{ value: "", label: "Not chosen" }, ...languageChoices()]}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
        ) : (
          <Text mt="md" size="sm" c="dimmed">
            Shapes, arrows, text and freehand. Pictures can't be put in.
          </Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button type="submit" loading={busy}>
            Open pad
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
