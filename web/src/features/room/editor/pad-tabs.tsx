import { t } from "@lingui/core/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCode, IconLock, IconPencil, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import type { PadInfo } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import classes from "./editor-pane.module.css";
import { PeopleThere } from "./people-there";
import { usePadPeople } from "./use-pad-people";

interface PadTabsProps {
  pads: PadInfo[];
  open: string;
  /** The id of the panel that all tabs open into. */
  panel: string;
  onOpen: (pad: string) => void;
}

/** Which tab a key goes to, from one of so many, where one reads from the left. */
const GOES: Record<string, (from: number, many: number) => number> = {
  ArrowLeft: (from, many) => (from - 1 + many) % many,
  ArrowRight: (from, many) => (from + 1) % many,
  Home: () => 0,
  End: (_from, many) => many - 1,
};

/** The pads as tabs; arrow keys go from one to the next. */
export function PadTabs({ pads, open, panel, onOpen }: PadTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const there = usePadPeople();
  const onKeyDown = (event: KeyboardEvent) => {
    const from = pads.findIndex(({ id }) => id === open);
    const next = pads[GOES[leftToRight(event)]?.(from, pads.length) ?? -1];
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
        aria-label={t`Pads`}
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
            {pad.kind === "whiteboard" ? (
              <IconPencil size={15} aria-label={t`Whiteboard`} />
            ) : (
              <IconCode size={15} aria-hidden />
            )}
            <span className={classes.tabTitle}>{pad.title}</span>
            {pad.locked ? <IconLock size={14} aria-label={t`locked`} /> : null}
            <PeopleThere ids={there.get(pad.id) ?? []} />
          </button>
        ))}
      </div>
      <NewPadButton />
    </>
  );
}

/** The key that does the same where one reads from the left. */
function leftToRight({ key, currentTarget }: KeyboardEvent): string {
  if (getComputedStyle(currentTarget).direction !== "rtl") return key;
  return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key;
}

function NewPadButton() {
  const { me, room } = useView();
  const { change } = useRoomUi();
  if (!interviews(me.role) || room.status === "ended") return null;
  return (
    <Tooltip label={t`New pad`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.newPad}
        aria-label={t`New pad`}
        onClick={() => change({ dialog: "open-pad" })}
      >
        <IconPlus size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
