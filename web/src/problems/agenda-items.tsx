import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useChangeAgenda } from "@/api/agenda/change-agenda";
import { toProblem } from "@/api/problem";
import type { AgendaItem } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import classes from "./agenda.module.css";
import { MAX_ITEMS, move, remove } from "./agenda-changes";
import { AgendaRow } from "./agenda-row";
import { planText } from "./plan-text";
import { useDragOrder } from "./use-drag-order";
import { useKeepButton } from "./use-keep-button";

interface AgendaItemsProps {
  roomId: string;
  items: readonly AgendaItem[];
  /** Which one was written just before, and had the keyboard. */
  written: string | null;
  add: () => void;
  edit: (item: AgendaItem) => void;
}

/** All prepared problems, in their order, which is changed here. */
export function AgendaItems({ roomId, items, written, add, edit }: AgendaItemsProps) {
  const changing = useChangeAgenda(roomId);
  const list = useRef<HTMLOListElement>(null);
  const keepButton = useKeepButton(list, items);
  const addButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (written === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${written}"] button`);
    (row ?? addButton.current)?.focus();
  }, [written]);
  const [said, setSaid] = useState("");
  const place = (id: string, to: number) => {
    const title = items.find((item) => item.id === id)?.title ?? "";
    setSaid(t`${title} is number ${{ number: to + 1 }} of ${{ all: items.length }} now.`);
    changing.mutate(move(id, to));
  };
  const { drag, handle } = useDragOrder(list, place);
  const take = ({ id, title }: AgendaItem) => {
    setSaid(t`${title} is deleted.`);
    changing.mutate(remove(id));
  };
  return (
    <>
      <Introduction isEmpty={items.length === 0} />
      <ol ref={list} className={classes.items} aria-label={t`Prepared problems`}>
        {items.map((item, index) => (
          <AgendaRow
            key={item.id}
            item={item}
            place={index}
            count={items.length}
            drop={dropAt(drag, index)}
            handle={handle(item.id, index)}
            edit={() => edit(item)}
            move={(to, button) => {
              keepButton(item.id, button);
              place(item.id, to);
            }}
            remove={() => take(item)}
          />
        ))}
      </ol>
      <FormAlert
        message={changing.error && `${t`Not changed.`} ${toProblem(changing.error).message}`}
      />
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Group justify="space-between" mt="md">
        <span className={classes.plan}>{planText(items)}</span>
        <Button
          ref={addButton}
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={items.length >= MAX_ITEMS}
          onClick={add}
          data-autofocus
        >
          <Trans>Add a problem</Trans>
        </Button>
      </Group>
    </>
  );
}

function Introduction({ isEmpty }: { isEmpty: boolean }) {
  return (
    <>
      <p className={classes.intro}>
        <Trans>
          Your candidate sees a problem the moment you start it in the room, and nothing of it
          before.
        </Trans>
      </p>
      {isEmpty ? (
        <p className={classes.none}>
          <Trans>Nothing is prepared yet.</Trans>
        </p>
      ) : null}
    </>
  );
}

/** At which side of a row the dragged one would go in. */
function dropAt(drag: { from: number; to: number } | null, index: number) {
  if (!drag || drag.to === drag.from || index !== drag.to) return undefined;
  return drag.to < drag.from ? "before" : "after";
}
