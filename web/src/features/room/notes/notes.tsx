import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Tooltip } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { readOnlyBecause } from "../editor/pad-access";
import { PlainEditor } from "../editor/plain-editor";
import { usePasteGuard } from "../editor/use-paste-guard";
import { useLive, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { insertAtCaret } from "./insert-at-caret";
import { MomentList } from "./moment-list";
import { momentMark, momentsIn } from "./moments";
import classes from "./notes.module.css";
import { useMomentKeys } from "./use-moment-keys";
import { usePadText } from "./use-pad-text";

/** A pad of those who interview: no byte of it reaches anyone else. */
export function Notes({ pad }: { pad: PadInfo }) {
  const place = useRef<HTMLDivElement>(null);
  const { clock, pads } = useLive();
  const { noteTime } = useRoomUi();
  const view = useView();
  const provider = useStore(pads).get(pad.id);
  const readOnly = readOnlyBecause(view, pad, 0) !== null;
  const { startedAt } = view.room;
  const ticks = !readOnly && Boolean(startedAt);
  usePasteGuard(place);
  const insert = () => {
    const area = place.current?.querySelector("textarea");
    if (area && !area.readOnly && startedAt)
      insertAtCaret(area, momentMark(clock.time() - startedAt));
  };
  useMomentKeys(place, insert);
  useEffect(() => {
    noteTime.current = insert;
    return () => {
      noteTime.current = () => {};
    };
  });
  return (
    <div ref={place} className={classes.notes}>
      <div className={classes.head}>
        <p className={classes.who}>
          <Trans>For interviewers only. Your candidate never receives this.</Trans>
        </p>
        {ticks ? <MomentButton onInsert={insert} /> : null}
      </div>
      {provider ? <NotesEditor pad={pad} provider={provider} readOnly={readOnly} /> : null}
      {provider && startedAt ? <Moments provider={provider} startedAt={startedAt} /> : null}
    </div>
  );
}

function MomentButton({ onInsert }: { onInsert: () => void }) {
  return (
    <Tooltip label={t`Put the time into the notes (Ctrl ;)`}>
      <Button
        size="compact-xs"
        variant="default"
        className={classes.insert}
        leftSection={<IconClock size={14} aria-hidden />}
        onClick={onInsert}
      >
        <Trans>Note the time</Trans>
      </Button>
    </Tooltip>
  );
}

function Moments({ provider, startedAt }: { provider: PadProvider; startedAt: number }) {
  const text = usePadText(useStore(provider.replica));
  return <MomentList moments={momentsIn(text)} startedAt={startedAt} />;
}

type NotesEditorProps = Parameters<typeof PlainEditor>[0];

function NotesEditor({ pad, provider, readOnly }: NotesEditorProps) {
  const loading = useStore(provider.phase) === "loading";
  return (
    <PlainEditor
      pad={pad}
      provider={provider}
      readOnly={readOnly || loading}
      placeholder={t`What you notice, shared with the other interviewers`}
    />
  );
}
