import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { toProblem } from "@/api/problem";
import { EmptyState } from "@/ui/empty-state";

/** Stands in for the list when it could not be loaded. */
export function RoomsUnavailable({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useLingui();
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={40} stroke={1.5} />}
        title={t`Your rooms could not be loaded`}
        action={
          <Button onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        {toProblem(error).message} <Trans>The rooms themselves are safe.</Trans>
      </EmptyState>
    </div>
  );
}
