import { t } from "@lingui/core/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useKnockNotices } from "./knock-notices";

/** Offers to tell of knocks while another tab is in front; gone once that is decided. */
export function KnockNoticeButton() {
  const { open, ask } = useKnockNotices();
  if (!open) return null;
  const label = t`Tell me of knocks in other tabs`;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => void ask()}>
        <IconBell size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
