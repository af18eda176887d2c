import { useRef } from "react";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { readOnlyBecause } from "../editor/pad-access";
import { PlainEditor } from "../editor/plain-editor";
import { usePasteGuard } from "../editor/use-paste-guard";
import { useLive, useView } from "../live-context";
import classes from "./notes.module.css";

/** A pad of those who interview: no byte of it reaches anyone else. */
export function Notes({ pad }: { pad: PadInfo }) {
  const place = useRef<HTMLDivElement>(null);
  const provider = useStore(useLive().pads).get(pad.id);
  const readOnly = readOnlyBecause(useView(), pad, 0) !== null;
  usePasteGuard(place);
  return (
    <div ref={place} className={classes.notes}>
      <p className={classes.who}>For interviewers only. Your candidate never receives this.</p>
      {provider ? <NotesEditor pad={pad} provider={provider} readOnly={readOnly} /> : null}
    </div>
  );
}

type NotesEditorProps = Parameters<typeof PlainEditor>[0];

function NotesEditor({ pad, provider, readOnly }: NotesEditorProps) {
  const loading = useStore(provider.phase) === "loading";
  return (
    <PlainEditor
      pad={pad}
      provider={provider}
      readOnly={readOnly || loading}
      placeholder="What you notice, shared with the other interviewers"
    />
  );
}
