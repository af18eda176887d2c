import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { notesTitle } from "../notes/notes-title";
import { useRoomUi } from "../room-ui";
import { bindTextarea } from "./bind-textarea";
import { tellCursor } from "./cursor-state";
import classes from "./plain-editor.module.css";

interface PlainEditorProps {
  pad: PadInfo;
  provider: PadProvider;
  readOnly: boolean;
  placeholder?: string;
}

/** A pad as plain text: for fingers, phone keyboards and notes. */
export function PlainEditor({ pad, provider, readOnly, placeholder }: PlainEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const replica = useStore(provider.replica);
  const { focusEditor } = useRoomUi();
  const code = pad.kind === "code";

  useEffect(() => {
    const node = area.current;
    if (!node) return;
    const unbind = bindTextarea(node, replica);
    const moved = () => {
      const { selectionStart, selectionEnd } = node;
      if (document.activeElement === node) {
        tellCursor(replica, { anchor: selectionStart, head: selectionEnd });
      }
    };
    document.addEventListener("selectionchange", moved);
    return () => {
      document.removeEventListener("selectionchange", moved);
      unbind();
      if (replica.awareness.getLocalState()) tellCursor(replica, null);
    };
  }, [replica]);

  useEffect(() => {
    if (!code) return;
    focusEditor.current = () => area.current?.focus();
    return () => {
      focusEditor.current = () => {};
    };
  }, [code, focusEditor]);

  return (
    <textarea
      ref={area}
      className={classes.area}
      data-pad={pad.id}
      data-code={code}
      aria-label={code ? t`Text of ${{ title: pad.title }}` : notesTitle(pad.title)}
      readOnly={readOnly}
      placeholder={placeholder}
      spellCheck={!code}
      autoCapitalize={code ? "off" : "sentences"}
      autoCorrect={code ? "off" : "on"}
      wrap={code ? "off" : "soft"}
    />
  );
}
