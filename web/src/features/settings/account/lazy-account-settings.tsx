import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { SettingsSection } from "../settings-section";

/** `AccountSettings`, which come after what stands above them. */
export const AccountSettings = lazyPart(() => import("./account-settings"), {
  name: msg`Account & security`,
  waiting: (
    <SettingsSection title={<Trans>Account & security</Trans>}>
      <Skeleton height={200} radius="md" aria-hidden />
    </SettingsSection>
  ),
});
