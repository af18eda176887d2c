import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { SettingsSection } from "../settings-section";

/** `AccountSettings`, which come after what stands above them. */
export const AccountSettings = lazyPart(() => import("./account-settings"), {
  name: "Account & security",
  waiting: (
    <SettingsSection title="Account & security">
      <Skeleton height={200} radius="md" aria-hidden />
    </SettingsSection>
  ),
});
