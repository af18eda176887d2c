import { useComputedColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { spotlight } from "@mantine/spotlight";
import {
  IconBook2,
  IconCode,
  IconCommand,
  IconDoorExit,
  IconFlag,
  IconHandStop,
  IconIndentIncrease,
  IconKeyboard,
  IconLink,
  IconLock,
  IconMessage,
  IconMoonStars,
  IconNotes,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconSettings,
  IconSunMoon,
  IconUsers,
  IconWaveSine,
} from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { changePreferences } from "@/api/me/preferences";
import { currentSession } from "@/api/session";
import type { RoomView } from "@/live/types";
import { copyText } from "@/ui/copy-text";
import { roomLink } from "../header/header-actions";
import { interviews, useView } from "../live-context";
import { revealedOf } from "../problem/revealed-hints";
import { type RoomUiState, useRoomUi } from "../room-ui";
import { useAct } from "../use-act";

/** Something that can be done in the room, by palette or menu. */
export interface RoomAction {
  id: string;
  label: string;
  icon: typeof IconCode;
  /** Whether the menu shows it on wide screens too; `never`: it has its place on every screen. */
  menu: "always" | "narrow" | "never";
  run: () => void;
}

type Act = ReturnType<typeof useAct>;

/** Where to go in the room, for the keyboard. */
function places(view: RoomView, { change, focusEditor }: RoomUiState): RoomAction[] {
  const go = (
    id: string,
    label: string,
    icon: RoomAction["icon"],
    run: () => void,
  ): RoomAction => ({
    id,
    label,
    icon,
    menu: "never",
    run,
  });
  const code = view.pads.filter(({ kind }) => kind === "code");
  const notes = view.pads.filter(({ kind }) => kind === "notes");
  const toPad = (pad: string) => {
    change({ pad, pane: "code" });
    setTimeout(() => focusEditor.current());
  };
  const toSide = (side: string) => change({ side, pane: "chat" });
  return [
    ...code.map(({ id, title }) => go(id, `Go to ${title}`, IconCode, () => toPad(id))),
    go("problem", "Go to the problem", IconBook2, () => change({ pane: "problem" })),
    go("chat", "Go to the chat", IconMessage, () => toSide("chat")),
    go("signals", "Go to the signals", IconWaveSine, () => toSide("signals")),
    ...notes.map(({ id, title }) => go(id, `Go to ${title}`, IconNotes, () => toSide(id))),
    go("people", "Go to the people", IconUsers, () => change({ pane: "people" })),
  ];
}

/** What those who interview may do. */
function leading(view: RoomView, { ui, change }: RoomUiState, act: Act): RoomAction[] {
  const { me, room, focusTime, problem, pads } = view;
  if (!interviews(me.role) || room.status === "ended") return [];
  const dialog = (dialog: RoomUiState["ui"]["dialog"]) => () => change({ dialog });
  const code = pads.filter(({ kind }) => kind === "code");
  const pad = code.find(({ id }) => id === ui.pad) ?? code[0];
  const actions: RoomAction[] = [
    {
      id: "choose",
      label: "Choose problem…",
      icon: IconBook2,
      menu: "never",
      run: dialog("choose-problem"),
    },
    { id: "open-pad", label: "New pad…", icon: IconPlus, menu: "never", run: dialog("open-pad") },
  ];
  if (pad) {
    const type = pad.locked ? "unlock" : "lock";
    const run = () => void act({ type, pad: pad.id }, "The lock was not changed");
    const label = `${pad.locked ? "Unlock" : "Lock"} editing of ${pad.title}`;
    actions.push({ id: "lock", label, icon: IconLock, menu: "never", run });
  }
  const next = problem ? revealedOf(problem.allHints ?? [], problem.hints).indexOf(false) : -1;
  if (next >= 0) {
    const run = () => void act({ type: "reveal_hint", index: next }, "The hint was not revealed");
    actions.push({
      id: "hint",
      label: `Reveal hint ${next + 1}`,
      icon: IconFlag,
      menu: "never",
      run,
    });
  }
  actions.push(
    focusTime
      ? {
          id: "end-focus",
          label: "End focus time",
          icon: IconMoonStars,
          menu: "never",
          run: () => void act({ type: "end_focus_time" }, "The focus time goes on"),
        }
      : {
          id: "focus",
          label: "Focus time…",
          icon: IconMoonStars,
          menu: "narrow",
          run: dialog("focus-time"),
        },
  );
  return actions;
}

/** What only a host may do. */
function hosting({ me, room }: RoomView, { change }: RoomUiState, act: Act): RoomAction[] {
  if (me.role !== "host") return [];
  const simple = (id: "start" | "reopen", label: string, icon: RoomAction["icon"]): RoomAction => ({
    id,
    label,
    icon,
    menu: "never",
    run: () => void act({ type: id }, `${label}: not done`),
  });
  if (room.status === "ended") return [simple("reopen", "Reopen interview", IconRefresh)];
  const end: RoomAction = {
    id: "end",
    label: "End interview…",
    icon: IconDoorExit,
    menu: room.status === "scheduled" ? "always" : "never",
    run: () => change({ dialog: "end" }),
  };
  return room.status === "live" ? [end] : [simple("start", "Start interview", IconPlayerPlay), end];
}

/** What anyone may do. */
function everyone(view: RoomView, { ui, change }: RoomUiState, act: Act): RoomAction[] {
  const { me, people, room } = view;
  const raised = people.some(({ id, hand }) => id === me.id && hand);
  const actions: RoomAction[] = [
    {
      id: "copy-link",
      label: "Copy link",
      icon: IconLink,
      menu: "narrow",
      run: () => void copyLink(roomLink(room.id)),
    },
    {
      id: "settings",
      label: "Editor settings…",
      icon: IconSettings,
      menu: "never",
      run: () => change({ dialog: "editor-settings" }),
    },
    {
      id: "tab",
      label: ui.tabLeaves ? "Tab key: indent" : "Tab key: leave the editor",
      icon: IconIndentIncrease,
      menu: "never",
      run: () => change({ tabLeaves: !ui.tabLeaves }),
    },
  ];
  if (room.status === "ended") return actions;
  const type = raised ? "lower_hand" : "raise_hand";
  const run = () => void act({ type }, "Your hand could not be changed");
  const label = raised ? "Lower hand" : "Raise hand";
  return [...actions, { id: "hand", label, icon: IconHandStop, menu: "never", run }];
}

async function copyLink(link: string): Promise<void> {
  const copied = await copyText(link);
  notifications.show(
    copied
      ? { title: "The link is copied", message: null }
      : { title: "Copy this link yourself", message: link, autoClose: false },
  );
}

/** How the app looks and how its editor takes keys. */
function looks(scheme: "light" | "dark"): RoomAction[] {
  const other = scheme === "dark" ? "light" : "dark";
  // The choice holds in this browser even when the account can't be reached.
  const set = (change: Parameters<typeof changePreferences>[0]) => () =>
    void changePreferences(change).catch(() => {});
  const keys = (editorKeymap: "default" | "vim" | "emacs", label: string): RoomAction => ({
    id: `keys-${editorKeymap}`,
    label,
    icon: IconKeyboard,
    menu: "never",
    run: set({ editorKeymap }),
  });
  return [
    {
      id: "theme",
      label: `Switch to the ${other} theme`,
      icon: IconSunMoon,
      menu: "narrow",
      run: set({ theme: other }),
    },
    keys("default", "Standard keys"),
    keys("vim", "Vim keys"),
    keys("emacs", "Emacs keys"),
  ];
}

/** Everything this person can do in the room now. */
export function useRoomActions(): RoomAction[] {
  const view = useView();
  const ui = useRoomUi();
  const act = useAct();
  const navigate = useNavigate();
  const scheme = useComputedColorScheme("light");
  const home = currentSession().status === "signedIn" ? "/dashboard" : "/";
  return [
    ...hosting(view, ui, act),
    ...leading(view, ui, act),
    ...places(view, ui),
    ...everyone(view, ui, act),
    ...looks(scheme),
    {
      id: "palette",
      label: "All actions…",
      icon: IconCommand,
      menu: "narrow",
      run: spotlight.open,
    },
    {
      id: "leave",
      label: "Leave the room",
      icon: IconDoorExit,
      menu: "always",
      run: () => void navigate(home),
    },
  ];
}
