import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Kbd, Modal, SegmentedControl, Slider, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  changePreferences,
  FONT_SIZES,
  type Preferences,
  usePreferences,
} from "@/api/me/preferences";
import { toProblem } from "@/api/problem";
import { isTabKeyMac } from "./use-tab-key";

const keymaps = (): { value: Preferences["editorKeymap"]; label: string }[] => [
  { value: "default", label: t`Standard` },
  { value: "vim", label: "Vim" },
  { value: "emacs", label: "Emacs" },
];

/** Changes at once here; keeping it in the account may fail, and then says so. */
function set(change: Partial<Preferences>): void {
  changePreferences(change).catch((error: unknown) =>
    notifications.show({
      color: "red",
      title: t`Kept in this browser only`,
      message: toProblem(error).message,
    }),
  );
}

/** How the editor behaves for this person, here and in every room. */
export function EditorSettings({ close }: { close: () => void }) {
  const { editorKeymap, fontSize, screenReader, tabLeaves } = usePreferences();
  return (
    <Modal opened onClose={close} title={t`Editor settings`} size="md">
      <Stack gap="lg">
        <div>
          <Text size="sm" fw={500} mb={6} id="keys-label">
            <Trans>Keys</Trans>
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="keys-label"
            data={keymaps()}
            value={editorKeymap}
            onChange={(keymap) => set({ editorKeymap: keymap })}
          />
        </div>
        <div>
          <Text size="sm" fw={500} mb={6}>
            <Trans>Font size: {fontSize}</Trans>
          </Text>
          <Slider
            min={FONT_SIZES.min}
            max={FONT_SIZES.max}
            label={null}
            thumbLabel={t`Font size`}
            value={fontSize}
            onChange={(size) => set({ fontSize: size })}
          />
        </div>
        <Switch
          label={t`Screen reader mode`}
          description={t`Reads the text line by line and simplifies the page of the editor.`}
          checked={screenReader}
          onChange={(event) => set({ screenReader: event.currentTarget.checked })}
        />
        <Switch
          label={t`Tab leaves the editor`}
          description={
            isTabKeyMac() ? (
              <Trans>
                Instead of indenting. Inside the editor <Kbd size="xs">Ctrl</Kbd>{" "}
                <Kbd size="xs">Shift</Kbd> <Kbd size="xs">M</Kbd> switches it.
              </Trans>
            ) : (
              <Trans>
                Instead of indenting. Inside the editor <Kbd size="xs">Ctrl</Kbd>{" "}
                <Kbd size="xs">M</Kbd> switches it.
              </Trans>
            )
          }
          checked={tabLeaves}
          onChange={(event) => set({ tabLeaves: event.currentTarget.checked })}
        />
      </Stack>
    </Modal>
  );
}
