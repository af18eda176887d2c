import { t } from "@lingui/core/macro";
import {
  IconBook2,
  IconCheck,
  IconClock,
  IconFlag,
  IconLanguage,
  IconLock,
  IconMailPlus,
  IconMoonStars,
  IconPlus,
  IconX,
} from "@tabler/icons-react";
import { languageChoices } from "@/live/pad/languages";
import { interviews } from "../live-context";
import { mayInvite } from "../people/invite-button";
import { revealedOf } from "../problem/revealed-hints";
import { type Acting, inPalette, openPad, type RoomAction } from "./room-action";

/** Whether this person leads the interview, which still goes on or is to come. */
const leads = ({ view: { me, room } }: Acting): boolean =>
  interviews(me.role) && room.status !== "ended";

/** What to decide about those who wait. */
export function knocks(acting: Acting): RoomAction[] {
  const { view, act } = acting;
  if (!leads(acting)) return [];
  return view.knocks.flatMap(({ id: person, name }) => [
    inPalette(
      `admit-${person}`,
      t`Admit ${name}`,
      IconCheck,
      () => void act({ type: "admit", person }, t`${name} was not let in`),
    ),
    inPalette(
      `reject-${person}`,
      t`Reject ${name}`,
      IconX,
      () => void act({ type: "reject", person }, t`${name} was not turned away`),
    ),
  ]);
}

/** What those who interview may do. */
export function leading(acting: Acting): RoomAction[] {
  if (!leads(acting)) return [];
  const { change } = acting.ui;
  return [
    inPalette("choose", t`Choose problem…`, IconBook2, () => change({ dialog: "choose-problem" })),
    inPalette("open-pad", t`New pad…`, IconPlus, () => change({ dialog: "open-pad" })),
    ...invite(acting),
    ...lock(acting),
    ...nextHint(acting),
    focusTime(acting),
    ...noteTime(acting),
  ];
}

function invite({ view, ui }: Acting): RoomAction[] {
  if (!mayInvite(view)) return [];
  return [
    inPalette("invite", t`Invite people by mail…`, IconMailPlus, () =>
      ui.change({ dialog: "invite" }),
    ),
  ];
}

function lock(acting: Acting): RoomAction[] {
  const pad = openPad(acting);
  if (!pad) return [];
  const type = pad.locked ? "unlock" : "lock";
  const label = pad.locked
    ? t`Unlock editing of ${{ title: pad.title }}`
    : t`Lock editing of ${{ title: pad.title }}`;
  const run = () => void acting.act({ type, pad: pad.id }, t`The lock was not changed`);
  return [inPalette("lock", label, IconLock, run)];
}

function nextHint({ view: { problem }, act }: Acting): RoomAction[] {
  const index = problem ? revealedOf(problem.allHints ?? [], problem.hints).indexOf(false) : -1;
  if (index < 0) return [];
  const run = () => void act({ type: "reveal_hint", index }, t`The hint was not revealed`);
  return [inPalette("hint", t`Reveal hint ${{ number: index + 1 }}`, IconFlag, run)];
}

function focusTime({ view, ui, act }: Acting): RoomAction {
  if (view.focusTime) {
    const end = () => void act({ type: "end_focus_time" }, t`The focus time goes on`);
    return inPalette("end-focus", t`End focus time`, IconMoonStars, end);
  }
  const run = () => ui.change({ dialog: "focus-time" });
  return { id: "focus", label: t`Focus time…`, icon: IconMoonStars, menu: "narrow", run };
}

/** In the notes that are open, else in the first. */
function noteTime({ view, ui: { ui, change, noteTime } }: Acting): RoomAction[] {
  const all = view.pads.filter(({ kind }) => kind === "notes");
  const notes = all.find(({ id }) => id === ui.side) ?? all[0];
  if (!notes || !view.room.startedAt) return [];
  const run = () => {
    change({ side: notes.id, pane: "chat" });
    setTimeout(() => noteTime.current());
  };
  return [inPalette("note-time", t`Note the time`, IconClock, run)];
}

/** The languages that the open pad could be in. */
export function languages(acting: Acting): RoomAction[] {
  const pad = openPad(acting);
  if (!leads(acting) || pad?.kind !== "code") return [];
  const choices = languageChoices(pad.language).filter(({ value }) => value !== pad.language);
  return choices.map(({ value: language, label }) =>
    inPalette(
      `language-${language}`,
      t`Language of ${{ title: pad.title }}: ${label}`,
      IconLanguage,
      () =>
        void acting.act(
          { type: "set_language", pad: pad.id, language },
          t`The language was not changed`,
        ),
    ),
  );
}
