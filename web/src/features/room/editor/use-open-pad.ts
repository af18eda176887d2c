import { t } from "@lingui/core/macro";
import { useCallback } from "react";
import type { LiveRoom } from "@/live/live-room";
import type { PadInfo } from "@/live/types";
import { useLive, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";

/** A pad to be opened. */
export interface NewPad {
  kind: Exclude<PadInfo["kind"], "notes">;
  title: string;
  /** Empty: none is set. */
  language: string;
}

/** The timeline tells the id of a pad soon after it was opened; after this time nobody waits for it, in ms. */
const PATIENCE_MS = 5_000;

/** The pad that this person opened after an entry of the timeline; null if it does not come. */
function openedAfter(live: LiveRoom, seq: number, me: string): Promise<string | null> {
  const { entries } = live.timeline;
  return new Promise((settle) => {
    const look = () => {
      const entry = entries
        .get()
        .find((entry) => entry.type === "pad_opened" && entry.actor.id === me && entry.seq > seq);
      if (entry?.type === "pad_opened") done(entry.pad.id);
    };
    const done = (pad: string | null) => {
      clearTimeout(timer);
      stop();
      settle(pad);
    };
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    const stop = entries.subscribe(look);
    look();
  });
}

/** Opens a pad for everyone, and shows it here. Answers whether it was opened. */
export function useOpenPad(): (pad: NewPad) => Promise<boolean> {
  const live = useLive();
  const { me } = useView();
  const { change } = useRoomUi();
  const act = useAct();
  return useCallback(
    async ({ kind, title, language }) => {
      const before = live.timeline.last();
      const opened = await act({ type: "open_pad", kind, title }, t`The pad was not opened`);
      if (!opened) return false;
      void openedAfter(live, before, me.id).then((pad) => {
        if (!pad) return;
        change({ pad, pane: "code" });
        if (language === "") return;
        void act({ type: "set_language", pad, language }, t`The language was not set`);
      });
      return true;
    },
    [live, me.id, act, change],
  );
}
