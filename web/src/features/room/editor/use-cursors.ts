import type { editor as monacoEditor } from "monaco-editor";
import { useEffect, useRef } from "react";
import type { Replica } from "@/live/pad/replica";
import { useView } from "../live-context";
import { personColors } from "../people/person-colors";
import { showCursors } from "./show-cursors";

/** Everyone's cursors in the editor; one's own is told to the others if `tells`. */
export function useCursors(
  editor: monacoEditor.IStandaloneCodeEditor | null,
  replica: Replica,
  tells: boolean,
): void {
  const { people } = useView();
  const colors = useRef(personColors(people));
  colors.current = personColors(people);
  useEffect(() => {
    if (!editor) return;
    return showCursors(editor, replica, (person) => colors.current.get(person) ?? 0, tells);
  }, [editor, replica, tells]);
}
