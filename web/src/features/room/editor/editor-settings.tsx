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

const KEYMAPS: { value: Preferences["editorKeymap"]; label: string }[] = [
  { value: "default", label: "Standard" },
  { value: "vim", label: "Vim" },
  { value: "emacs", label: "Emacs" },
];

/** Changes at once here; keeping it in the account may fail, and then says so. */
function set(change: Partial<Preferences>): void {
  changePreferences(change).catch((error: unknown) =>
    notifications.show({
      color: "red",
      title: "Kept in this browser only",
      message: toProblem(error).message,
    }),
  );
}

/** How the editor behaves for this person, here and in every room. */
export function EditorSettings({ close }: { close: () => void }) {
  const { editorKeymap, fontSize, screenReader, tabLeaves } = usePreferences();
  return (
    <Modal opened onClose={close} title="Editor settings" size="md">
      <Stack gap="lg">
        <div>
          <Text size="sm" fw={500} mb={6} id="keys-label">
            Keys
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="keys-label"
            data={KEYMAPS}
            value={editorKeymap}
            onChange={(keymap) => set({ editorKeymap: keymap })}
          />
        </div>
        <div>
          <Text size="sm" fw={500} mb={6}>
            Font size: {fontSize}
          </Text>
          <Slider
            min={FONT_SIZES.min}
            max={FONT_SIZES.max}
            label={null}
            thumbLabel="Font size"
            value={fontSize}
            onChange={(size) => set({ fontSize: size })}
          />
        </div>
        <Switch
          label="Screen reader mode"
          description="Reads the text line by line and simplifies the page of the editor."
          checked={screenReader}
          onChange={(event) => set({ screenReader: event.currentTarget.checked })}
        />
        <Switch
          label="Tab leaves the editor"
          description={
            <>
              Instead of indenting. Inside the editor <Kbd size="xs">Ctrl</Kbd>{" "}
              {isTabKeyMac() ? <Kbd size="xs">Shift</Kbd> : null} <Kbd size="xs">M</Kbd> switches
              it.
            </>
          }
          checked={tabLeaves}
          onChange={(event) => set({ tabLeaves: event.currentTarget.checked })}
        />
      </Stack>
    </Modal>
  );
}
