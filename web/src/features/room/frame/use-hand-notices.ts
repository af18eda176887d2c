import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { interviews, useEntries, useLive, useView } from "../live-context";
import { headOf } from "../log-head";

/** Tells those who interview that somebody raised a hand, also where the list of people is not on screen. */
export function useHandNotices(): void {
  const live = useLive();
  const { me } = useView();
  const entries = useEntries();
  const told = useRef(headOf(live));
  const listens = interviews(me.role);
  useEffect(() => {
    const fresh = entries.filter(({ seq }) => seq > told.current);
    told.current = entries.at(-1)?.seq ?? told.current;
    if (!listens) return;
    for (const { type, actor } of fresh) {
      if (type !== "hand_raised" || actor.id === me.id) continue;
      const title = t`${{ name: actor.name }} raised a hand`;
      // Not an alert: the announcer says it aloud.
      notifications.show({ color: "gray", title, message: null, role: "note" });
    }
  }, [entries, listens, me.id]);
}
