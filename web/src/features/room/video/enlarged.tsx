import { t } from "@lingui/core/macro";
import { Modal } from "@mantine/core";
import classes from "./call-pane.module.css";
import { Picture } from "./picture";
import type { Tile } from "./tiles";

/** A picture over the whole window, to read a shared screen; Escape leads back. */
export function Enlarged({ tile, close }: { tile: Tile; close: () => void }) {
  const { person, kind, own, track } = tile;
  if (!track) return null;
  const title = kind === "screen" ? t`${{ name: person.name }}'s screen` : person.name;
  return (
    <Modal opened onClose={close} title={title} size="96vw" padding="sm">
      <div className={classes.enlarged}>
        <Picture
          track={track}
          mirrored={own && kind === "camera"}
          whole
          label={t`${title}, enlarged`}
        />
      </div>
    </Modal>
  );
}
