import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useChangeAgenda } from "@/api/agenda/change-agenda";
import { toProblem } from "@/api/problem";
import type { AgendaItem } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { ItemChanged, put } from "./agenda-changes";
import { type AgendaDraft, agendaErrors, itemOf } from "./agenda-draft";
import { ProblemFields } from "./problem-fields";

interface AgendaFormProps {
  roomId: string;
  items: readonly AgendaItem[];
  draft: AgendaDraft;
  /** Keeps what is written; null when it is done. */
  write: (draft: AgendaDraft | null) => void;
}

/** One problem of the agenda: written, and saved when its writer says so. */
export function AgendaForm({ roomId, items, draft, write }: AgendaFormProps) {
  const changing = useChangeAgenda(roomId);
  const form = useRef<HTMLDivElement>(null);
  // What had the keyboard is gone with the list.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const missing = agendaErrors(draft, items);
  const errors = tried ? missing : {};
  const save = async () => {
    setTried(true);
    if (Object.keys(missing).length > 0) return;
    setFailed(null);
    try {
      await changing.mutateAsync(put(itemOf(draft), draft.base));
      write(null);
    } catch (error) {
      if (error instanceof ItemChanged) write({ ...draft, base: error.theirs });
      setFailed(failureText(error));
    }
  };
  return (
    <div ref={form}>
      <ProblemFields
        draft={draft.problem}
        change={(part) => write({ ...draft, problem: { ...draft.problem, ...part } })}
        errors={errors}
      />
      <TextInput
        label={t`Minutes planned`}
        description={t`The agenda in the room shows them beside the time it takes.`}
        inputMode="numeric"
        mt="md"
        maw={280}
        maxLength={4}
        value={draft.minutes}
        error={errors.minutes}
        onChange={({ currentTarget }) => write({ ...draft, minutes: currentTarget.value.trim() })}
      />
      <FormAlert message={failed} />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => write(null)}>
          <Trans>Discard</Trans>
        </Button>
        <Button loading={changing.isPending} onClick={save}>
          <Trans>Save problem</Trans>
        </Button>
      </Group>
    </div>
  );
}

function failureText(error: unknown): string {
  if (!(error instanceof ItemChanged)) {
    return `${t`It is not saved, and stays here.`} ${toProblem(error).message}`;
  }
  return error.theirs
    ? t`Somebody else changed this problem while you wrote. Save again to put yours in its place.`
    : t`Somebody else deleted this problem while you wrote. Save again to add yours.`;
}
