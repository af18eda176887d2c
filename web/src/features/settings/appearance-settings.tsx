import { UnstyledButton } from "@mantine/core";
import { type Preferences, usePreferences } from "@/api/me/preferences";
import classes from "./appearance-settings.module.css";
import { SaveStatus } from "./save-status";
import { SettingsSection } from "./settings-section";
import { usePreferenceChange } from "./use-preference-change";

const THEMES: { value: Preferences["theme"]; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "Like my device" },
];

/** Light, dark, or as the device has it; each shown as a small picture of itself. */
export function AppearanceSettings() {
  const { theme } = usePreferences();
  const { change, status } = usePreferenceChange();
  return (
    <SettingsSection title="Appearance" status={<SaveStatus status={status} />}>
      <div className={classes.themes} role="radiogroup" aria-label="Theme">
        {THEMES.map(({ value, label }) => (
          <UnstyledButton
            key={value}
            component="label"
            className={classes.theme}
            data-chosen={theme === value || undefined}
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => change({ theme: value })}
              className={classes.input}
            />
            <span className={classes.picture} data-theme={value} aria-hidden="true">
              <span className={classes.half} />
              <span className={classes.half} />
            </span>
            {label}
          </UnstyledButton>
        ))}
      </div>
    </SettingsSection>
  );
}
