import { t } from "@lingui/core/macro";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useStore } from "@/live/store";
import { useView } from "../live-context";
import { personColors } from "../people/person-colors";
import { arrange } from "./arrange";
import { useCall } from "./call-context";
import { CallControls } from "./call-controls";
import { CallNotes } from "./call-notes";
import classes from "./call-pane.module.css";
import { Enlarged } from "./enlarged";
import { TileView } from "./tile-view";
import type { Tile } from "./tiles";
import { useTiles } from "./use-tiles";

/** Everyone's picture, and one's own microphone, camera and screen. */
export function CallPane() {
  const tiles = useTiles();
  /** The key of the tile that the person wants large. */
  const [pinned, setPinned] = useState<string | null>(null);
  const [enlarged, setEnlarged] = useState<string | null>(null);
  const main =
    tiles.find(({ key }) => key === pinned) ??
    // A screen that someone else shares is what there is to look at.
    tiles.find(({ kind, own }) => kind === "screen" && !own);
  const shown = tiles.find(({ key, track }) => key === enlarged && track);
  const { ref, keepFocus } = usePinFocus(pinned);
  const pin = (key: string) => {
    keepFocus(key);
    setPinned((before) => (before === key ? null : key));
  };
  const rest = tiles.filter((tile) => tile !== main);
  return (
    <section ref={ref} className={classes.pane} aria-label={t`Call`}>
      {main ? (
        <ul className={classes.main} aria-label={t`In front`}>
          <OneTile tile={main} pinned={main.key === pinned} {...{ pin, setEnlarged }} />
        </ul>
      ) : null}
      <Grid tiles={rest} small={main !== undefined} {...{ pin, setEnlarged }} />
      <CallNotes />
      <CallControls />
      {shown ? <Enlarged tile={shown} close={() => setEnlarged(null)} /> : null}
    </section>
  );
}

/** A tile that goes to another place is drawn anew there; the keyboard goes with its button. */
function usePinFocus(pinned: string | null) {
  const ref = useRef<HTMLElement>(null);
  const moved = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pinned is what moves tiles.
  useEffect(() => {
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>("[data-pin]") ?? [])];
    buttons.find(({ dataset }) => dataset.pin === moved.current)?.focus();
    moved.current = null;
  }, [pinned]);
  return { ref, keepFocus: (key: string) => (moved.current = key) };
}

interface Tools {
  pin: (key: string) => void;
  setEnlarged: (key: string) => void;
}

/** As large as the pane lets them be, or in one row below the one in front. */
function Grid({ tiles, small, ...tools }: Tools & { tiles: Tile[]; small: boolean }) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const { columns, width: tile } = arrange(tiles.length, { width, height });
  const columnsOf = `repeat(${columns}, ${tile}px)`;
  return (
    <div ref={ref} className={small ? classes.row : classes.box}>
      <ul
        className={classes.grid}
        aria-label={t`People in the call`}
        style={small ? undefined : { gridTemplateColumns: columnsOf }}
      >
        {tiles.map((each) => (
          <OneTile key={each.key} tile={each} {...tools} />
        ))}
      </ul>
    </div>
  );
}

function OneTile({ tile, pinned, pin, setEnlarged }: Tools & { tile: Tile; pinned?: boolean }) {
  const { pulse } = useCall();
  const { people } = useView();
  const quality = useStore(pulse.qualities).get(tile.person.id);
  const speaker = useStore(pulse.speaker);
  return (
    <TileView
      tile={tile}
      color={personColors(people).get(tile.person.id) ?? 0}
      speaking={tile.kind === "camera" && !tile.own && speaker === tile.person.id}
      quality={tile.own || tile.phase !== "connected" ? undefined : quality}
      pinned={pinned ?? false}
      onPin={() => pin(tile.key)}
      onEnlarge={tile.track ? () => setEnlarged(tile.key) : undefined}
    />
  );
}
