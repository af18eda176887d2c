import { msg, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Alert, Skeleton } from "@mantine/core";
import { useId, useRef } from "react";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { lazyPart } from "@/ui/lazy-part";
import { useNarrow, useTouch } from "../frame/use-narrow";
import { useLive, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useServerTime } from "../use-time";
import { Whiteboard } from "../whiteboard/lazy-whiteboard";
import classes from "./editor-pane.module.css";
import { loadCodeEditor } from "./load-code-editor";
import { type ReadOnly, readOnlyBecause } from "./pad-access";
import { PadTabs } from "./pad-tabs";
import { PadTools } from "./pad-tools";
import { openPadOf, padsOfPane } from "./pads-of-pane";
import { PlainEditor } from "./plain-editor";
import { ReadOnlyNote } from "./read-only-note";
import { usePasteGuard } from "./use-paste-guard";

// Only when the frame of the room is on screen: Monaco is as large as everything else together.
const CodeEditor = lazyPart(loadCodeEditor, {
  name: msg`The editor`,
  waiting: <EditorSkeleton />,
});

/** The code pads and whiteboards as tabs, and the one that is open. */
export function EditorPane() {
  const { pads } = useView();
  const { ui, change } = useRoomUi();
  const panel = useId();
  const shown = padsOfPane(pads);
  const open = openPadOf(pads, ui.pad);
  if (!open) return null;
  return (
    <section
      className={classes.pane}
      aria-label={open.kind === "whiteboard" ? t`Whiteboard` : t`Code editor`}
    >
      <div className={classes.bar}>
        <PadTabs pads={shown} open={open.id} panel={panel} onOpen={(pad) => change({ pad })} />
        <PadTools pad={open} />
      </div>
      <OpenPad pad={open} panel={panel} />
    </section>
  );
}

function OpenPad({ pad, panel }: { pad: PadInfo; panel: string }) {
  const provider = useStore(useLive().pads).get(pad.id);
  const view = useView();
  const now = useServerTime(Boolean(view.focusTime));
  const because = readOnlyBecause(view, pad, now);
  const Part = pad.kind === "whiteboard" ? Board : Editor;
  return (
    <div
      id={panel}
      role="tabpanel"
      aria-labelledby={`${panel}-${pad.id}`}
      className={classes.panel}
    >
      {because ? <ReadOnlyNote because={because} /> : null}
      {provider ? <Failure provider={provider} title={pad.title} /> : null}
      {provider ? <Part pad={pad} provider={provider} because={because} /> : null}
    </div>
  );
}

/** Why the editor stays empty, where the server does not show the pad. */
function Failure({ provider, title }: { provider: PadProvider; title: string }) {
  const failure = useStore(provider.failure);
  if (!failure) return null;
  return (
    <Alert color="red" role="alert" radius={0} title={t`“${title}” can't be shown now`}>
      <Trans>
        The server says: {failure.detail}. What you typed before is safe. Reload the page; if that
        does not help, ask your host to open another pad.
      </Trans>
    </Alert>
  );
}

interface EditorProps {
  pad: PadInfo;
  provider: PadProvider;
  because: ReadOnly;
}

function Editor({ pad, provider, because }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const loading = useStore(provider.phase) === "loading";
  const [narrow, touch] = [useNarrow(), useTouch()];
  usePasteGuard(place);
  const readOnly = because !== null || loading;
  return (
    <div ref={place} className={classes.editor} aria-busy={loading}>
      {narrow || touch ? (
        <PlainEditor key={pad.id} pad={pad} provider={provider} readOnly={readOnly} />
      ) : (
        <CodeEditor pad={pad} provider={provider} readOnly={readOnly} />
      )}
    </div>
  );
}

function Board({ pad, provider, because }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const loading = useStore(provider.phase) === "loading";
  const readOnly = because !== null || loading;
  usePasteGuard(place);
  return (
    <div ref={place} className={classes.editor} aria-busy={loading}>
      <Whiteboard key={pad.id} pad={pad} provider={provider} readOnly={readOnly} />
    </div>
  );
}

const LINES = ["42%", "64%", "58%", "30%", "71%", "48%"];

/** The shape of what comes, so that nothing jumps. */
function EditorSkeleton() {
  return (
    <div className={classes.skeleton} aria-hidden>
      {LINES.map((width) => (
        <Skeleton key={width} height={12} width={width} radius="sm" />
      ))}
    </div>
  );
}
