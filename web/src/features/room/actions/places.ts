import { t } from "@lingui/core/macro";
import {
  IconBook2,
  IconClipboardCheck,
  IconCode,
  IconMessage,
  IconNotes,
  IconPencil,
  IconUsers,
  IconWaveSine,
} from "@tabler/icons-react";
import { padsOfPane } from "../editor/pads-of-pane";
import { focusPane } from "../focus-pane";
import { notesTitle } from "../notes/notes-title";
import { mayScore } from "../scorecard/may-score";
import { type Acting, inPalette, type RoomAction } from "./room-action";

/** Where to go in the room, for the keyboard: on narrow screens the pane opens, on all it gets the focus. */
export function places({ view, ui: { change, focusEditor } }: Acting): RoomAction[] {
  const pads = padsOfPane(view.pads);
  const notes = view.pads.filter(({ kind }) => kind === "notes");
  const toPad = (pad: string) => {
    change({ pad, pane: "code" });
    setTimeout(() => focusEditor.current());
  };
  const toPane = (pane: "problem" | "people") => () => {
    change({ pane });
    focusPane(pane);
  };
  const toSide = (side: string) => () => {
    change({ side, pane: "chat" });
    focusPane(side);
  };
  const scorecard = (): RoomAction => {
    const label = t`Go to the scorecard`;
    if (view.room.status !== "ended") {
      return inPalette("scorecard", label, IconClipboardCheck, toSide("scorecard"));
    }
    const run = () => change({ readsSince: null });
    return { id: "scorecard", label, icon: IconClipboardCheck, menu: "narrow", run };
  };
  return [
    ...pads.map(({ id, title, kind }) =>
      inPalette(id, t`Go to ${title}`, kind === "code" ? IconCode : IconPencil, () => toPad(id)),
    ),
    inPalette("problem", t`Go to the problem`, IconBook2, toPane("problem")),
    inPalette("chat", t`Go to the chat`, IconMessage, toSide("chat")),
    inPalette("signals", t`Go to the signals`, IconWaveSine, toSide("signals")),
    ...notes.map(({ id, title }) =>
      inPalette(id, t`Go to ${{ title: notesTitle(title) }}`, IconNotes, toSide(id)),
    ),
    ...(mayScore(view) ? [scorecard()] : []),
    inPalette("people", t`Go to the people`, IconUsers, toPane("people")),
  ];
}
