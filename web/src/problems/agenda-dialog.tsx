import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Alert, Button, Modal, Skeleton } from "@mantine/core";
import { useRef } from "react";
import { useAgendaWithChanges } from "@/api/agenda/change-agenda";
import { toProblem } from "@/api/problem";
import { draftOf, newDraft } from "./agenda-draft";
import { AgendaForm } from "./agenda-form";
import { AgendaItems } from "./agenda-items";
import { useAgendaDraft } from "./draft-memory";

export interface AgendaDialogProps {
  roomId: string;
  close: () => void;
}

/** The problems prepared for a room; one of them, while it is written. */
export default function AgendaDialog({ roomId, close }: AgendaDialogProps) {
  const { items, error, isFetching, refetch } = useAgendaWithChanges(roomId);
  const [draft, write] = useAgendaDraft(roomId);
  const written = useRef<string | null>(null);
  const title = draft ? (draft.base ? t`Edit the problem` : t`New problem`) : t`Agenda`;
  return (
    <Modal opened onClose={close} title={title} size={860}>
      {draft ? (
        <AgendaForm
          roomId={roomId}
          items={items ?? []}
          draft={draft}
          write={(next) => {
            written.current = draft.id;
            write(next);
          }}
        />
      ) : items ? (
        <AgendaItems
          roomId={roomId}
          items={items}
          written={written.current}
          add={() => write(newDraft())}
          edit={(item) => write(draftOf(item))}
        />
      ) : error ? (
        <Alert color="red" role="alert" title={t`The agenda could not be loaded`}>
          <p>{toProblem(error).message}</p>
          <Button size="xs" loading={isFetching} onClick={() => void refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </Alert>
      ) : (
        <Skeleton height={240} radius="md" aria-label={t`Loading`} />
      )}
    </Modal>
  );
}
