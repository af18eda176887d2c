import { t } from "@lingui/core/macro";
import { useComputedColorScheme } from "@mantine/core";
import { useRef } from "react";
import { usePreferences } from "@/api/me/preferences";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { useView } from "../live-context";
import classes from "./code-editor.module.css";
import { useCursors } from "./use-cursors";
import { useEditor } from "./use-editor";
import { useEditorOptions } from "./use-editor-options";
import { useKeymap } from "./use-keymap";
import { usePadModel } from "./use-pad-model";
import { usePasteAction } from "./use-paste-action";
import { useTabKey } from "./use-tab-key";

interface CodeEditorProps {
  pad: PadInfo;
  provider: PadProvider;
  readOnly: boolean;
}

/** Monaco, bound to a pad. Loaded when the room is on screen already. */
export default function CodeEditor({ pad, provider, readOnly }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const keymapStatus = useRef<HTMLDivElement>(null);
  const { me } = useView();
  const scheme = useComputedColorScheme("light");
  const { editorKeymap, fontSize, screenReader, tabLeaves } = usePreferences();
  const replica = useStore(provider.replica);

  const editor = useEditor(place);
  useEditorOptions(editor, {
    label: t`Text of ${{ title: pad.title }}`,
    theme: scheme,
    fontSize,
    screenReader,
    readOnly,
    tabLeaves,
  });
  useTabKey(place);
  usePasteAction(editor);
  usePadModel(editor, { pad, replica, readOnly });
  useCursors(editor, replica, me.role !== "observer");
  useKeymap(editor, editorKeymap, keymapStatus);
  return (
    <div className={classes.editor} data-pad={pad.id} data-read-only={readOnly}>
      <div ref={place} className={classes.place} />
      <div ref={keymapStatus} className={classes.keymap} hidden={editorKeymap === "default"} />
    </div>
  );
}
