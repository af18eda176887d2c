import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { KnockInfo } from "@/live/types";
import { usePageTitle } from "@/ui/page-title";
import { useView } from "../live-context";
import { soundKnock } from "./knock-sound";

/** The title while someone waits: it is all that shows of a tab in the background. */
export function alarmTitle(knocks: Pick<KnockInfo, "name">[], title: string): string {
  const [first] = knocks;
  if (!first) return title;
  if (knocks.length === 1) return `${t`${{ name: first.name }} asks to join`} · ${title}`;
  return `${t`(${{ count: knocks.length }}) ask to join`} · ${title}`;
}

/** Shows a system notice while the tab is hidden, if that was allowed; a click on it brings the tab back. */
function notify({ id, name, message }: KnockInfo): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  if (!document.hidden) return;
  try {
    const notice = new Notification(t`${name} asks to join`, { body: message ?? "", tag: id });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Some mobile browsers know notices from service workers only.
  }
}

/** Sounds, renames the tab and notifies when someone new knocks. */
export function useKnockAlarm(title: string): void {
  const { knocks } = useView();
  const known = useRef(new Set<string>());
  usePageTitle(alarmTitle(knocks, title));
  useEffect(() => {
    const keys = knocks.map(({ id, at }) => `${id} ${at}`);
    const fresh = knocks.filter(({ id, at }) => !known.current.has(`${id} ${at}`));
    known.current = new Set(keys);
    if (fresh.length === 0) return;
    // No sound card, or no gesture yet: the card and the title say it as well.
    soundKnock().catch(() => {});
    for (const knock of fresh) notify(knock);
  }, [knocks]);
}
