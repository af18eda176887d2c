import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
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

const kinds = (): { value: NewPad["kind"]; label: string }[] => [
  { value: "code", label: t`Code` },
  { value: "whiteboard", label: t`Whiteboard` },
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
    const named = title.trim() || (code ? "" : t`Whiteboard`);
    if (named === "") return;
    setBusy(true);
    const opened = await openPad({ kind, title: named, language: code ? language : "" });
    setBusy(false);
    if (opened) close();
  };
  return (
    <Modal opened onClose={close} title={t`New pad`} size="sm">
      <form onSubmit={open}>
        <SegmentedControl
          fullWidth
          mb="md"
          aria-label={t`Kind`}
          data={kinds()}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          label={t`Title`}
          description={t`Everyone inside sees it as a tab.`}
          placeholder={code ? "helpers.py" : t`Whiteboard`}
          data-autofocus
          required={code}
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {code ? (
          <NativeSelect
            mt="md"
            label={t`Language`}
            data={[{ value: "", label: t`Not chosen` }, ...languageChoices()]}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
        ) : (
          <Text mt="md" size="sm" c="dimmed">
            <Trans>Shapes, arrows, text and freehand. Pictures can't be put in.</Trans>
          </Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button type="submit" loading={busy}>
            <Trans>Open pad</Trans>
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
