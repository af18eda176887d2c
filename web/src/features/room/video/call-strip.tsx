import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useStore } from "@/live/store";
import { useView } from "../live-context";
import { personColors } from "../people/person-colors";
import { useCall } from "./call-context";
import classes from "./call-strip.module.css";
import { DeviceButton } from "./device-button";
import { useMedia } from "./media-context";
import { ShareButton } from "./share-button";
import { TileView } from "./tile-view";
import { useNoPicture, useNoVoice } from "./use-no-picture";
import { useTiles } from "./use-tiles";
import { useTroubles } from "./use-troubles";

/** The call in one line, above what is shown in place of all of it; not there until somebody uses it. */
export function CallStrip() {
  const tiles = useTiles();
  const { people } = useView();
  const { pulse } = useCall();
  const speaker = useStore(pulse.speaker);
  const shared = useStore(useMedia().screen.shared);
  const noVoice = useNoVoice();
  const noPicture = useNoPicture();
  const troubles = useTroubles();
  const inUse = tiles.some(({ track, muted }) => track !== null || !muted);
  /** It stays: a button must not go with what it turned off. */
  const [used, setUsed] = useState(inUse);
  if (inUse && !used) setUsed(true);
  if (!used) return null;
  return (
    <section className={classes.strip} aria-label={t`Call`}>
      <ul className={classes.tiles} aria-label={t`People in the call`}>
        {tiles.map((tile) => (
          <TileView
            key={tile.key}
            tile={tile}
            color={personColors(people).get(tile.person.id) ?? 0}
            speaking={!tile.own && speaker === tile.person.id}
          />
        ))}
      </ul>
      <div className={classes.controls}>
        <DeviceButton device="microphone" refused={noVoice} />
        <DeviceButton device="camera" refused={noPicture} />
        {shared ? <ShareButton refused={noPicture} /> : null}
      </div>
      <p className={classes.note} aria-live="polite">
        {[noPicture, ...troubles].filter(Boolean).join(" ")}
      </p>
    </section>
  );
}
