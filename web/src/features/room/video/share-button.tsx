import { t } from "@lingui/core/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconScreenShare, IconScreenShareOff } from "@tabler/icons-react";
import { useStore } from "@/live/store";
import { useMedia } from "./media-context";
import { useShare } from "./use-share";

/** Shares a screen, a window or a tab, and ends that; where the browser can't, there is no button. */
export function ShareButton({ refused }: { refused: string | null }) {
  const { screen } = useMedia();
  const shared = useStore(screen.shared);
  const toggle = useShare();
  if (!screen.possible) return null;
  const label = shared ? t`Stop sharing` : t`Share screen`;
  return (
    <Tooltip label={refused ?? label}>
      <ActionIcon
        variant={shared ? "filled" : "default"}
        size={36}
        radius="xl"
        aria-label={label}
        disabled={refused !== null && !shared}
        onClick={() => void toggle()}
      >
        {shared ? <IconScreenShareOff size={19} /> : <IconScreenShare size={19} />}
      </ActionIcon>
    </Tooltip>
  );
}
