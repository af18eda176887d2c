import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "react-router";
import { leavingLoses } from "@/live/saved-state";
import { useLive, useSaved } from "../live-context";

/** Warns before the page is left for another one of the app while something is unsent. */
export function LeaveWarning() {
  const live = useLive();
  const { kept, changes } = useSaved();
  const blocker = useBlocker(() => leavingLoses(live.saved.get()));
  if (blocker.state !== "blocked") return null;
  const count = changes === 1 ? "One change has" : `${changes} changes have`;
  return (
    <Modal opened onClose={blocker.reset} title="Leave with unsent changes?" size="sm">
      <Text>
        {count} not reached the server yet.{" "}
        {kept
          ? "They are kept in this browser and go in when you open the room again here."
          : "This browser can't keep them: leaving loses them."}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={blocker.proceed}>
          Leave
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          Stay
        </Button>
      </Group>
    </Modal>
  );
}
