import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { SettingsSection } from "./settings-section";

/** `EditorSettings`: their slider and sample come after what stands above them. */
export const EditorSettings = lazyPart(() => import("./editor-settings"), {
  name: "Editor",
  waiting: (
    <SettingsSection title="Editor">
      <Skeleton height={240} radius="md" aria-hidden />
    </SettingsSection>
  ),
});
