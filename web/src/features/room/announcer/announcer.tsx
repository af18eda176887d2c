import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { useContext, useEffect, useRef, useState } from "react";
import type { TimelineEntry } from "@/live/types";
import { useEntries, useLink, useLive, useSaved, useView } from "../live-context";
import { CallContext } from "../video/call-context";
import { announcements, arrivals } from "./announcements";
import { ScreenNews } from "./screen-news";
import { type News, NO_NEWS, next, Spoken } from "./spoken";

/** What happened so long before one came is history, in ms. */
const FRESH_MS = 5_000;

/** What happens within this span is said in one breath, in ms: a text that follows at once drowns the first. */
const BREATH_MS = 700;

/** What happened in the room since the last breath. */
function useRoomNews(): News {
  const { clock } = useLive();
  const { me, people, knocks } = useView();
  const entries = useEntries();
  const heard = useRef(0);
  const since = useRef(clock.time() - FRESH_MS);
  const coming = useRef<TimelineEntry[]>([]);
  const here = useRef<Set<string> | null>(null);
  const arrived = useRef<string[]>([]);
  const breath = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [news, setNews] = useState(NO_NEWS);
  // Who is turned away is among nobody any more.
  const names = useRef(new Map<string, string>());
  for (const { id, name } of [...knocks, ...people]) names.current.set(id, name);
  useEffect(() => {
    const fresh = entries.filter(({ seq, at }) => seq > heard.current && at > since.current);
    heard.current = entries.at(-1)?.seq ?? heard.current;
    coming.current.push(...fresh);
    // Whom one finds here did not come just now.
    here.current ??= new Set(people.flatMap(({ id, online }) => (online ? [id] : [])));
    arrived.current.push(...arrivals(here.current, { people, entries }, me.id));
    if (coming.current.length + arrived.current.length === 0) return;
    breath.current ??= setTimeout(() => {
      breath.current = undefined;
      const nameOf = (person: string) => names.current.get(person) ?? t`Someone`;
      const words = [...announcements(coming.current, me.id, nameOf), ...arrived.current];
      coming.current = [];
      arrived.current = [];
      if (words.length > 0) setNews(next(words.join(". ")));
    }, BREATH_MS);
  }, [entries, people, me.id]);
  useEffect(
    () => () => {
      clearTimeout(breath.current);
      breath.current = undefined;
    },
    [],
  );
  return news;
}

/** The connection and what is saved: only that it was lost, and that all is well again. */
function useSafetyNews(): News {
  const online = useLink().phase === "online";
  const { state } = useSaved();
  const lost = useRef(false);
  const [news, setNews] = useState(NO_NEWS);
  useEffect(() => {
    if (!online && !lost.current) {
      lost.current = true;
      setNews(next(t`The connection is lost. Keep typing, your changes are kept.`));
    } else if (lost.current && state === "saved") {
      lost.current = false;
      setNews(next(t`Connected again. Everything is saved.`));
    }
  }, [online, state]);
  return news;
}

/** Says aloud what others see happen. */
export function Announcer() {
  const room = useRoomNews();
  const safety = useSafetyNews();
  const call = useContext(CallContext);
  return (
    <VisuallyHidden>
      <Spoken news={room} />
      <Spoken news={safety} />
      {call ? <ScreenNews call={call} /> : null}
    </VisuallyHidden>
  );
}
