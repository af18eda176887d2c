import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCheck, IconChevronDown, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useState } from "react";
import type { AgendaItem } from "@/api/types";
import { clockText } from "../durations";
import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";
import classes from "./agenda-list.module.css";
import { nextOf, type Progress } from "./agenda-progress";
import { startItem } from "./start-item";
import { mayPrepare, useAgendaProgress } from "./use-agenda-progress";

/** The prepared problems, for those who interview: what is done, what is on, what comes next. */
export function AgendaList() {
  const view = useView();
  const progress = useAgendaProgress(true);
  const [open, setOpen] = useState(true);
  if (!mayPrepare(view) || (progress.length === 0 && view.room.status === "ended")) return null;
  return (
    <section className={classes.agenda} aria-label={t`Agenda`}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} className={classes.chevron} aria-hidden />
          <span className={classes.name}>
            <Trans>Agenda</Trans>
          </span>
          <span className={classes.sum}>{sumText(progress)}</span>
        </button>
        <PrepareButton />
      </div>
      {open ? <Rows progress={progress} /> : null}
    </section>
  );
}

function PrepareButton() {
  const { change } = useRoomUi();
  return (
    <Button size="compact-sm" variant="default" onClick={() => change({ dialog: "agenda" })}>
      <Trans>Prepare…</Trans>
    </Button>
  );
}

function Rows({ progress }: { progress: Progress[] }) {
  const next = nextOf(progress);
  if (progress.length === 0)
    return (
      <p className={classes.none}>
        <Trans>Nothing is prepared yet.</Trans>
      </p>
    );
  return (
    <ol className={classes.rows}>
      {progress.map(({ item, state, ms }) => (
        <li key={item.id} className={classes.row} data-state={state}>
          <span className={classes.mark}>
            <Mark state={state} />
          </span>
          <span className={classes.title}>{item.title}</span>
          <span className={classes.time}>{timeText(state, ms, item.minutes)}</span>
          {state === "open" ? <StartButton item={item} isNext={item === next} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Mark({ state }: { state: Progress["state"] }) {
  if (state === "done") return <IconCheck size={15} role="img" aria-label={t`Done`} />;
  if (state === "on") return <IconPlayerPlayFilled size={12} role="img" aria-label={t`On now`} />;
  return null;
}

function StartButton({ item, isNext }: { item: AgendaItem; isNext: boolean }) {
  const { room } = useView();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  if (room.status === "ended") return null;
  const start = async () => {
    setBusy(true);
    await startItem(act, item);
    setBusy(false);
  };
  return (
    <Button
      size="compact-sm"
      variant={isNext ? "filled" : "subtle"}
      aria-label={t`Start ${{ title: item.title }}`}
      loading={busy}
      onClick={start}
    >
      <Trans>Start</Trans>
    </Button>
  );
}

/** What it takes beside what was planned; more than that is said in the same words. */
function timeText(state: Progress["state"], ms: number, minutes: number | undefined): string {
  if (state === "open") return minutes ? t`${minutes} min` : "";
  const spent = clockText(ms);
  return minutes ? t`${spent} of ${minutes} min` : spent;
}

/** `1 of 3 · 12:05 of 45 min`: what was or is the room's, and the time of all. */
function sumText(progress: readonly Progress[]): string {
  if (progress.length === 0) return "";
  const begun = progress.filter(({ state }) => state !== "open").length;
  const planned = progress.reduce((sum, { item }) => sum + (item.minutes ?? 0), 0);
  const spent = clockText(progress.reduce((sum, { ms }) => sum + ms, 0));
  const time = planned > 0 ? t`${spent} of ${{ minutes: planned }} min` : spent;
  return `${t`${begun} of ${{ all: progress.length }}`} · ${time}`;
}
