import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import {
  IconBell,
  IconChecklist,
  IconHandStop,
  IconLink,
  IconMaximize,
  IconMinimize,
  IconSettings,
} from "@tabler/icons-react";
import { copyText } from "@/ui/copy-text";
import type { FullScreen } from "../full-screen";
import { roomLink } from "../header/header-actions";
import type { KnockNotices } from "../knocks/knock-notices";
import { interviews } from "../live-context";
import { type Acting, inPalette, type RoomAction } from "./room-action";

/** What anyone may do. */
export function everyone({ view, ui: { change } }: Acting): RoomAction[] {
  return [
    {
      id: "copy-link",
      label: t`Copy link`,
      icon: IconLink,
      menu: "narrow",
      run: () => void copyLink(roomLink(view.room.id)),
    },
    {
      id: "consent",
      label: t`What I agree to…`,
      icon: IconChecklist,
      menu: "always",
      run: () => change({ dialog: "consent" }),
    },
    inPalette("settings", t`Editor settings…`, IconSettings, () =>
      change({ dialog: "editor-settings" }),
    ),
  ];
}

/** One's own hand. */
export function hand({ view: { me, people, room }, act }: Acting): RoomAction[] {
  if (room.status === "ended") return [];
  const raised = people.some(({ id, hand }) => id === me.id && hand);
  const run = () =>
    void act({ type: raised ? "lower_hand" : "raise_hand" }, t`Your hand could not be changed`);
  return [inPalette("hand", raised ? t`Lower hand` : t`Raise hand`, IconHandStop, run)];
}

/** The whole screen for the room, and back. */
export function fullScreen({ possible, on, toggle }: FullScreen): RoomAction[] {
  if (!possible) return [];
  return [
    {
      id: "full-screen",
      label: on ? t`Leave full screen` : t`Full screen`,
      icon: on ? IconMinimize : IconMaximize,
      menu: "always",
      run: () => void toggle(),
    },
  ];
}

/** Notices of knocks, for those who decide on them, until they have said yes or no. */
export function knockNotices({ view }: Acting, { open, ask }: KnockNotices): RoomAction[] {
  if (!interviews(view.me.role) || !open) return [];
  return [
    {
      id: "knock-notices",
      label: t`Tell me of knocks in other tabs`,
      icon: IconBell,
      menu: "always",
      run: () => void ask(),
    },
  ];
}

async function copyLink(link: string): Promise<void> {
  const copied = await copyText(link);
  notifications.show(
    copied
      ? { title: t`The link is copied`, message: null }
      : { title: t`Copy this link yourself`, message: link, autoClose: false },
  );
}
