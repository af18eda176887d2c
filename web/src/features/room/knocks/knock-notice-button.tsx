import { ActionIcon, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useState } from "react";

const supported = typeof Notification !== "undefined";

/** Offers to tell of knocks while another tab is in front; asked for only on this click. */
export function KnockNoticeButton() {
  const [permission, setPermission] = useState(supported ? Notification.permission : "denied");
  if (permission !== "default") return null;
  const ask = async () => setPermission(await Notification.requestPermission());
  const label = "Tell me of knocks when this tab is hidden";
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={ask}>
        <IconBell size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
