import { useEffect, useState } from "react";
import type { LiveRoom } from "@/live/live-room";
import { useLive, useView } from "../live-context";

/** For each pad, those whose cursor is in it. */
type PadPeople = ReadonlyMap<string, readonly string[]>;

function peopleIn(live: LiveRoom, me: string): Map<string, string[]> {
  const people = new Map<string, string[]>();
  for (const [pad, provider] of live.pads.get()) {
    const there = new Set<string>();
    for (const state of provider.replica.get().awareness.getStates().values()) {
      const { user, cursor } = state as { user?: { id?: unknown }; cursor?: unknown };
      if (cursor && typeof user?.id === "string" && user.id !== me) there.add(user.id);
    }
    people.set(pad, [...there].sort());
  }
  return people;
}

/** Calls back after each change of anyone's cursor in any pad; answers how to stop that. */
function watch(live: LiveRoom, changed: () => void): () => void {
  let stops: (() => void)[] = [];
  const stop = () => {
    for (const end of stops) end();
  };
  const begin = () => {
    stop();
    stops = [...live.pads.get().values()].flatMap(({ replica }) => {
      const { awareness } = replica.get();
      awareness.on("change", changed);
      return [() => awareness.off("change", changed), replica.subscribe(begin)];
    });
    changed();
  };
  const unsubscribe = live.pads.subscribe(begin);
  begin();
  return () => {
    unsubscribe();
    stop();
  };
}

/** Where the others are: for each pad, those whose cursor is in it. */
export function usePadPeople(): PadPeople {
  const live = useLive();
  const { me } = useView();
  const [people, setPeople] = useState<PadPeople>(new Map());
  useEffect(() => {
    let shown = "";
    return watch(live, () => {
      const now = peopleIn(live, me.id);
      const key = JSON.stringify([...now]);
      // Cursors move all the time; only who is where counts.
      if (key === shown) return;
      shown = key;
      setPeople(now);
    });
  }, [live, me.id]);
  return people;
}
