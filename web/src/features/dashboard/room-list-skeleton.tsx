import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";

/** The list's shape while it loads. */
export function RoomListSkeleton() {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading your rooms`}>
      <Skeleton height={22} width={110} mb="md" />
      <Skeleton height={84} radius="lg" mb="xl" />
      <Skeleton height={22} width={110} mb="md" />
      <Skeleton height={252} radius="lg" />
    </div>
  );
}
