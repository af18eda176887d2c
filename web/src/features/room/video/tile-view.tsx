import { t } from "@lingui/core/macro";
import { ActionIcon, Avatar, Tooltip } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconMicrophoneOff,
  IconPin,
  IconPinnedOff,
  IconScreenShare,
} from "@tabler/icons-react";
import type { Quality } from "@/live/rtc/quality";
import { useLink } from "../live-context";
import { colorOf } from "../people/person-colors";
import { Picture } from "./picture";
import { QualityMark } from "./quality-mark";
import classes from "./tile.module.css";
import type { Tile } from "./tiles";

interface TileViewProps {
  tile: Tile;
  color: number;
  speaking: boolean;
  quality?: Quality | undefined;
  pinned?: boolean;
  onPin?: (() => void) | undefined;
  onEnlarge?: (() => void) | undefined;
}

/** What is told of the connection, where there is something to tell. */
function stateWords({ phase, failures, own, track }: Tile): string | null {
  if (own) return null;
  if (failures > 2) return t`No connection yet, still trying`;
  if (phase === "reconnecting") return t`Reconnecting…`;
  return phase === "connecting" && track ? t`Connecting…` : null;
}

/** One person's picture, or their screen; without a picture their initials stand for it, or how it stands. */
export function TileView({ tile, color, speaking, quality, ...tools }: TileViewProps) {
  const { person, own, kind, track, muted } = tile;
  const name = own ? t`You` : person.name;
  const what =
    kind === "screen"
      ? t`Screen of ${{ name: person.name }}`
      : t`Video of ${{ name: person.name }}`;
  const words = stateWords(tile);
  const face = <Face name={person.name} color={colorOf(color)} />;
  // Where this browser has lost the room, the status line has said so.
  const { phase } = useLink();
  return (
    <li
      className={classes.tile}
      data-kind={kind}
      data-speaking={speaking && tile.phase === "connected"}
      aria-label={what}
    >
      {track ? (
        <Picture
          track={track}
          mirrored={own && kind === "camera"}
          whole={kind === "screen"}
          label={what}
          until={face}
        />
      ) : words ? null : (
        face
      )}
      {words ? (
        <span className={classes.state} role={phase === "online" ? "status" : undefined}>
          {words}
        </span>
      ) : null}
      <span className={classes.name}>
        {kind === "screen" ? (
          <IconScreenShare size={15} aria-hidden />
        ) : muted ? (
          <IconMicrophoneOff size={15} role="img" aria-label={t`Microphone off`} />
        ) : null}
        <span className={classes.nameText}>
          {kind === "screen" ? (own ? t`Your screen` : t`${{ name: person.name }}'s screen`) : name}
        </span>
      </span>
      {quality && kind === "camera" ? <QualityMark quality={quality} /> : null}
      <TileTools of={tile.key} what={what} {...tools} />
    </li>
  );
}

function Face({ name, color }: { name: string; color: string }) {
  return (
    <div className={classes.face}>
      <Avatar
        name={name}
        size="min(64px, 40cqh)"
        variant="light"
        styles={{
          placeholder: {
            color: `color-mix(in srgb, ${color} 75%, var(--ink))`,
            background: `color-mix(in srgb, ${color} 16%, transparent)`,
          },
        }}
      />
    </div>
  );
}

type ToolsProps = Pick<TileViewProps, "pinned" | "onPin" | "onEnlarge"> & {
  of: string;
  what: string;
};

function TileTools({ of, what, pinned = false, onPin, onEnlarge }: ToolsProps) {
  const pin = pinned ? t`Unpin` : t`Pin`;
  return (
    <div className={classes.tools}>
      {onEnlarge ? (
        <Tooltip label={t`Enlarge`}>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label={t`Enlarge: ${what}`}
            onClick={onEnlarge}
          >
            <IconArrowsMaximize size={14} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      {onPin ? (
        <Tooltip label={pin}>
          <ActionIcon
            variant="default"
            size="sm"
            aria-label={`${pin}: ${what}`}
            aria-pressed={pinned}
            data-pin={of}
            onClick={onPin}
          >
            {pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
          </ActionIcon>
        </Tooltip>
      ) : null}
    </div>
  );
}
