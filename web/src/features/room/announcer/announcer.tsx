import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useEntries, useLink, useLive, useSaved, useView } from "../live-context";
import { announcement } from "./announcements";

/** What happened so long before one came is history, in ms. */
const FRESH_MS = 5_000;

/** A text to be read; the same words again are another piece of news. */
interface News {
  number: number;
  text: string;
}

const NO_NEWS: News = { number: 0, text: "" };

const next =
  (text: string) =>
  ({ number }: News): News => ({ number: number + 1, text });

/** What happened in the room since the last look, in one breath. */
function useRoomNews(): News {
  const { clock } = useLive();
  const { me, people } = useView();
  const entries = useEntries();
  const heard = useRef(0);
  const since = useRef(clock.time() - FRESH_MS);
  const [news, setNews] = useState(NO_NEWS);
  const names = useRef(new Map<string, string>());
  names.current = new Map(people.map(({ id, name }) => [id, name]));
  useEffect(() => {
    const fresh = entries.filter(({ seq, at }) => seq > heard.current && at > since.current);
    heard.current = entries.at(-1)?.seq ?? heard.current;
    const nameOf = (person: string) => names.current.get(person) ?? "Someone";
    const words = fresh.map((entry) => announcement(entry, me.id, nameOf)).filter(Boolean);
    if (words.length > 0) setNews(next(words.join(". ")));
  }, [entries, me.id]);
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
      setNews(next("The connection is lost. Keep typing, your changes are kept."));
    } else if (lost.current && state === "saved") {
      lost.current = false;
      setNews(next("Connected again. Everything is saved."));
    }
  }, [online, state]);
  return news;
}

/** Says aloud what others see happen. */
export function Announcer() {
  const room = useRoomNews();
  const safety = useSafetyNews();
  return (
    <VisuallyHidden>
      <Spoken news={room} />
      <Spoken news={safety} />
    </VisuallyHidden>
  );
}

/** A new element for each piece of news: a text that only stays the same is not read again. */
function Spoken({ news: { number, text } }: { news: News }) {
  return (
    <div aria-live="polite">
      <p key={number}>{text}</p>
    </div>
  );
}
