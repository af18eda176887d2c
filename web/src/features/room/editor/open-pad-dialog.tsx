import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAct } from "../use-act";

/** Opens another code pad for everyone. */
export function OpenPadDialog({ close }: { close: () => void }) {
  const act = useAct();
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return;
    setBusy(true);
    const pad = { type: "open_pad", kind: "code", title: title.trim() } as const;
    const opened = await act(pad, "The pad was not opened");
    setBusy(false);
    if (opened) close();
  };
  return (
    <Modal opened onClose={close} title="New pad" size="sm">
      <form onSubmit={open}>
        <TextInput
          label="Title"
          description="Everyone inside sees it as a tab."
          placeholder="helpers.py"
          data-autofocus
          required
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button type="submit" loading={busy}>
            Open pad
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
