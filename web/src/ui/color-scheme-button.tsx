import { ActionIcon, Tooltip, useComputedColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { changePreferences } from "@/api/me/preferences";

/** Switches between light and dark. */
export function ColorSchemeButton() {
  const other = useComputedColorScheme("light") === "dark" ? "light" : "dark";
  const label = `Switch to the ${other} theme`;
  // The choice holds in this browser even when the account can't be reached.
  const change = () => void changePreferences({ theme: other }).catch(() => {});
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={change}>
        {other === "dark" ? <IconMoon size={19} /> : <IconSun size={19} />}
      </ActionIcon>
    </Tooltip>
  );
}
