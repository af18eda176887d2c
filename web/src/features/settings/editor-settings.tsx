import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Input, SegmentedControl, Slider, Stack, Switch } from "@mantine/core";
import { useState } from "react";
import { FONT_SIZES, type Preferences, usePreferences } from "@/api/me/preferences";
import { CodeSample } from "./code-sample";
import { SaveStatus } from "./save-status";
import { SettingsSection } from "./settings-section";
import { usePreferenceChange } from "./use-preference-change";

type Change = (change: Partial<Preferences>) => void;

const KEYMAPS = [
  { value: "default", label: msg`Standard` },
  { value: "vim", label: "Vim" },
  { value: "emacs", label: "Emacs" },
] satisfies {
  value: Preferences["editorKeymap"];
  label: string | MessageDescriptor;
}[];

/** Keymap, font size and screen-reader mode of the room's editor. */
export default function EditorSettings() {
  const { t } = useLingui();
  const preferences = usePreferences();
  const { change, status } = usePreferenceChange();
  return (
    <SettingsSection title={t`Editor`} status={<SaveStatus status={status} />}>
      <Stack gap="lg">
        <Input.Wrapper label={t`Keymap`} labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label={t`Keymap`}
            data={KEYMAPS.map(({ value, label }) => ({
              value,
              label: typeof label === "string" ? label : t(label),
            }))}
            value={preferences.editorKeymap}
            onChange={(editorKeymap) => change({ editorKeymap })}
          />
        </Input.Wrapper>
        <FontSize size={preferences.fontSize} change={change} />
        <Switch
          label={t`Screen-reader mode`}
          description={t`The editor reads its lines out and announces where you are.`}
          checked={preferences.screenReader}
          onChange={(event) => change({ screenReader: event.currentTarget.checked })}
        />
      </Stack>
    </SettingsSection>
  );
}

/** The sample follows the slider at once; the account hears of it when it is let go. */
function FontSize({ size: saved, change }: { size: number; change: Change }) {
  const { t } = useLingui();
  const [size, setSize] = useState(saved);
  return (
    <Input.Wrapper label={t`Font size, ${size} px`} labelElement="div">
      <Slider
        mt="xs"
        mb="md"
        {...FONT_SIZES}
        label={null}
        thumbLabel={t`Font size`}
        value={size}
        onChange={setSize}
        onChangeEnd={(fontSize) => change({ fontSize })}
      />
      <CodeSample fontSize={size} />
    </Input.Wrapper>
  );
}
