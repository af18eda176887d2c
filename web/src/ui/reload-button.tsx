import { useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";

/** In the place of a menu whose code did not come, where there is no room to say more. */
export function ReloadButton() {
  const { t } = useLingui();
  const label = t`This menu could not be shown: reload the page`;
  return (
    <ActionIcon
      variant="subtle"
      color="red"
      size="lg"
      title={label}
      aria-label={label}
      onClick={() => window.location.reload()}
    >
      <IconRefresh size={18} />
    </ActionIcon>
  );
}
