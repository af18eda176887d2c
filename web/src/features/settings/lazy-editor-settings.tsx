import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { SettingsSection } from "./settings-section";

/** `EditorSettings`: their slider and sample come after what stands above them. */
export const EditorSettings = lazyPart(() => import("./editor-settings"), {
  name: msg`Editor`,
  waiting: (
    <SettingsSection title={<Trans>Editor</Trans>}>
      <Skeleton height={240} radius="md" aria-hidden />
    </SettingsSection>
  ),
});
