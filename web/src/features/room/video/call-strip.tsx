import { useStore } from "@/live/store";
import { useView } from "../live-context";
import { personColors } from "../people/person-colors";
import { useCall } from "./call-context";
import classes from "./call-strip.module.css";
import { DeviceButton } from "./device-button";
import { TileView } from "./tile-view";
import { useTiles } from "./use-tiles";

/** The call in one line, above the pane that a phone shows; not there while nobody uses it. */
export function CallStrip() {
  const tiles = useTiles();
  const { people } = useView();
  const { pulse } = useCall();
  const speaker = useStore(pulse.speaker);
  const inUse = tiles.some(({ track, muted }) => track !== null || !muted);
  if (!inUse) return null;
  return (
    <section className={classes.strip} aria-label="Call">
      <ul className={classes.tiles} aria-label="People in the call">
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
        <DeviceButton device="microphone" />
        <DeviceButton device="camera" />
      </div>
    </section>
  );
}
