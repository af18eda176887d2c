import { useLingui } from "@lingui/react/macro";
import { ActionIcon, useComputedColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { changePreferences } from "@/api/me/preferences";

/** Switches between light and dark. */
export function ColorSchemeButton() {
  const { t } = useLingui();
  const other = useComputedColorScheme("light") === "dark" ? "light" : "dark";
  const label = other === "dark" ? t`Switch to the dark theme` : t`Switch to the light theme`;
  // The choice holds in this browser even when the account can't be reached.
  const change = () => void changePreferences({ theme: other }).catch(() => {});
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      title={label}
      aria-label={label}
      onClick={change}
    >
      {other === "dark" ? <IconMoon size={19} /> : <IconSun size={19} />}
    </ActionIcon>
  );
}
