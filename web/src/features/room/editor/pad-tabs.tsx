import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLock, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import type { PadInfo } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import classes from "./editor-pane.module.css";

interface PadTabsProps {
  pads: PadInfo[];
  open: string;
  /** The id of the panel that all tabs open into. */
  panel: string;
  onOpen: (pad: string) => void;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** The pads as tabs; arrow keys go from one to the next. */
export function PadTabs({ pads, open, panel, onOpen }: PadTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const index = pads.findIndex(({ id }) => id === open);
    const next = pads[(index + step + pads.length) % pads.length];
    if (!next) return;
    event.preventDefault();
    onOpen(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label="Pads"
        className={classes.tabs}
        onKeyDown={onKeyDown}
      >
        {pads.map((pad) => (
          <button
            key={pad.id}
            id={`${panel}-${pad.id}`}
            type="button"
            role="tab"
            data-tab={pad.id}
            aria-selected={pad.id === open}
            aria-controls={panel}
            tabIndex={pad.id === open ? 0 : -1}
            className={classes.tab}
            onClick={() => onOpen(pad.id)}
          >
            <span>{pad.title}</span>
            {pad.locked ? <IconLock size={14} aria-label="locked" /> : null}
          </button>
        ))}
      </div>
      <NewPadButton />
    </>
  );
}

function NewPadButton() {
  const { me, room } = useView();
  const { change } = useRoomUi();
  if (!interviews(me.role) || room.status === "ended") return null;
  return (
    <Tooltip label="New pad">
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.newPad}
        aria-label="New pad"
        onClick={() => change({ dialog: "open-pad" })}
      >
        <IconPlus size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
