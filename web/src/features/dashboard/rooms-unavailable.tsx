import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { toProblem } from "@/api/problem";
import { EmptyState } from "@/ui/empty-state";

/** Stands in for the list when it could not be loaded. */
export function RoomsUnavailable({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={40} stroke={1.5} />}
        title="Your rooms could not be loaded"
        action={<Button onClick={retry}>Try again</Button>}
      >
        {toProblem(error).message} The rooms themselves are safe.
      </EmptyState>
    </div>
  );
}
