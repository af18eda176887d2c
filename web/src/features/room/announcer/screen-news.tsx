import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import type { Call } from "@/live/rtc/call";
import { useStore } from "@/live/store";
import { useView } from "../live-context";
import { NO_NEWS, next, Spoken } from "./spoken";

/** Says whose screen is shared, and that it is no longer: the log knows nothing of that. */
export function ScreenNews({ call }: { call: Call }) {
  const { people } = useView();
  const peers = useStore(call.mesh.peers);
  const sharing = people.filter(({ id }) => peers.get(id)?.sends.screen).map(({ name }) => name);
  const before = useRef<string[]>([]);
  const [news, setNews] = useState(NO_NEWS);
  const shared = sharing.join("\n");
  useEffect(() => {
    const now = shared === "" ? [] : shared.split("\n");
    const begun = now.filter((name) => !before.current.includes(name));
    const done = before.current.filter((name) => !now.includes(name));
    before.current = now;
    const words = [
      ...begun.map((name) => t`${name} shares a screen`),
      ...done.map((name) => t`${name} no longer shares a screen`),
    ];
    if (words.length > 0) setNews(next(words.join(". ")));
  }, [shared]);
  return <Spoken news={news} />;
}
