import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { type Preferences, usePreferences } from "@/api/me/preferences";
import classes from "./appearance-settings.module.css";
import { LanguageChoice } from "./language-choice";
import { SaveStatus } from "./save-status";
import { SettingsSection } from "./settings-section";
import { usePreferenceChange } from "./use-preference-change";

const THEMES: { value: Preferences["theme"]; label: MessageDescriptor }[] = [
  { value: "light", label: msg`Light` },
  { value: "dark", label: msg`Dark` },
  { value: "auto", label: msg`Like my device` },
];

/** Light, dark, or as the device has it, each shown as a small picture of itself; and the language. */
export function AppearanceSettings() {
  const { t } = useLingui();
  const { theme } = usePreferences();
  const { change, status } = usePreferenceChange();
  return (
    <SettingsSection title={t`Appearance`} status={<SaveStatus status={status} />}>
      <div className={classes.themes} role="radiogroup" aria-label={t`Theme`}>
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
            {t(label)}
          </UnstyledButton>
        ))}
      </div>
      <LanguageChoice />
    </SettingsSection>
  );
}
