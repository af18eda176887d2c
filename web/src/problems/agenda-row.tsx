import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Group, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type HTMLAttributes, useState } from "react";
import type { AgendaItem } from "@/api/types";
import classes from "./agenda.module.css";
import { itemText } from "./plan-text";

/** Which of the two buttons that move a row. */
export type MoveButton = "up" | "down";

interface AgendaRowProps {
  item: AgendaItem;
  /** From 0, among so many. */
  place: number;
  count: number;
  drop: "before" | "after" | undefined;
  handle: HTMLAttributes<HTMLElement>;
  edit: () => void;
  move: (to: number, button: MoveButton) => void;
  remove: () => void;
}

/** One prepared problem: opened by its title, moved by its grip or its arrows. */
export function AgendaRow(props: AgendaRowProps) {
  const { item, place, count, drop, handle, edit, move, remove } = props;
  const [asks, setAsks] = useState(false);
  const arrow = (button: MoveButton, to: number) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      className={classes.arrow}
      data-move={`${item.id} ${button}`}
      aria-label={
        button === "up"
          ? t`Move ${{ title: item.title }} up`
          : t`Move ${{ title: item.title }} down`
      }
      disabled={to < 0 || to >= count}
      onClick={() => move(to, button)}
    >
      {button === "up" ? <IconArrowUp size={17} /> : <IconArrowDown size={17} />}
    </ActionIcon>
  );
  return (
    <li className={classes.row} data-row={item.id} data-drop={drop}>
      <span className={classes.grip} aria-hidden data-grip {...handle}>
        <IconGripVertical size={17} />
      </span>
      <div className={classes.what}>
        <div className={classes.itemTitle}>
          {place + 1}.{" "}
          <UnstyledButton
            className={classes.open}
            aria-label={t`Edit ${{ title: item.title }}`}
            onClick={edit}
          >
            {item.title}
          </UnstyledButton>
        </div>
        <div className={classes.itemText}>{itemText(item)}</div>
      </div>
      <Group gap={2} wrap="nowrap">
        {arrow("up", place - 1)}
        {arrow("down", place + 1)}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t`Delete ${{ title: item.title }}`}
          aria-expanded={asks}
          onClick={() => setAsks(!asks)}
        >
          <IconTrash size={17} />
        </ActionIcon>
      </Group>
      {asks ? (
        <div className={classes.asks}>
          <Trans>Delete it with its hints and code?</Trans>
          <Button size="compact-sm" variant="default" onClick={() => setAsks(false)}>
            <Trans>Keep it</Trans>
          </Button>
          <Button size="compact-sm" color="red" onClick={remove}>
            <Trans>Delete</Trans>
          </Button>
        </div>
      ) : null}
    </li>
  );
}
