import { Excalidraw, MainMenu } from "@excalidraw/excalidraw";
import type { ExcalidrawImperativeAPI, ExcalidrawProps } from "@excalidraw/excalidraw/types";
import "@excalidraw/excalidraw/index.css";
import "./asset-path";
import { useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";
import type { PadInfo } from "@/live/types";
import { useLanguage } from "@/texts/language";
import { useRoomUi } from "../room-ui";
import { tellPointer } from "./pointers";
import { useBoardSync } from "./use-board-sync";
import { useClearNames } from "./use-clear-names";
import { useOwnCopies } from "./use-own-copies";
import { usePasteItem } from "./use-paste-item";
import { usePointers } from "./use-pointers";
import classes from "./whiteboard.module.css";

interface WhiteboardProps {
  pad: PadInfo;
  provider: PadProvider;
  readOnly: boolean;
}

/** What belongs to the room, or nowhere: files, pictures, a theme of its own. */
const OPTIONS: ExcalidrawProps["UIOptions"] = {
  canvasActions: {
    changeViewBackgroundColor: false,
    clearCanvas: false,
    export: false,
    loadScene: false,
    saveToActiveFile: false,
    saveAsImage: false,
    toggleTheme: false,
  },
  tools: { image: false },
};

/** What Excalidraw calls the languages of the app; build/excalidraw-parts.ts leaves out all others. */
const LANG_CODES: Record<string, string> = { de: "de-DE" };

/** Excalidraw over a pad. Loaded when a whiteboard is first shown. */
export default function Whiteboard({ pad, provider, readOnly }: WhiteboardProps) {
  const place = useRef<HTMLDivElement>(null);
  const born = useRef<ExcalidrawImperativeAPI>(null);
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  const scheme = useComputedColorScheme("light");
  const language = useLanguage();
  const replica = useStore(provider.replica);
  const { focusEditor } = useRoomUi();
  const sync = useBoardSync(api, replica, readOnly);
  usePointers(api, replica);
  useClearNames(place);
  useOwnCopies(place, replica);
  usePasteItem(place, api);

  useEffect(() => {
    focusEditor.current = () => place.current?.querySelector<HTMLElement>(".excalidraw")?.focus();
    return () => {
      focusEditor.current = () => {};
    };
  }, [focusEditor]);

  const onChange = useCallback(() => {
    // The first change is its own beginning, which empties what was shown before.
    setApi(born.current);
    sync.current?.sceneChanged();
  }, [sync]);
  const onPointerUpdate = useCallback<NonNullable<ExcalidrawProps["onPointerUpdate"]>>(
    ({ pointer: { x, y, tool }, button }) => tellPointer(replica, { x, y, tool, button }),
    [replica],
  );
  return (
    <div ref={place} className={classes.board} data-pad={pad.id} data-read-only={readOnly}>
      <Excalidraw
        excalidrawAPI={(created) => {
          born.current = created;
        }}
        onChange={onChange}
        {...(readOnly ? {} : { onPointerUpdate })}
        theme={scheme}
        langCode={LANG_CODES[language] ?? "en"}
        viewModeEnabled={readOnly}
        isCollaborating
        aiEnabled={false}
        validateEmbeddable={false}
        UIOptions={OPTIONS}
      >
        <MainMenu>
          <MainMenu.DefaultItems.Help />
        </MainMenu>
      </Excalidraw>
    </div>
  );
}
