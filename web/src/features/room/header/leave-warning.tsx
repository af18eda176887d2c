import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "react-router";
import { leavingLoses, type Saved } from "@/live/saved-state";
import { useLive, useSaved } from "../live-context";

/** What has not reached the server, and what becomes of it. */
function consequences({ changes, kept, commands, givenBack }: Saved): string[] {
  const count = changes === 1 ? "One change has" : `${changes} changes have`;
  const fate = kept
    ? "They are kept in this browser and go in when you open the room again here."
    : "This browser can't keep them: leaving loses them.";
  const asked = commands === 1 ? "One action waits" : `${commands} actions wait`;
  return [
    changes > 0 ? `${count} not reached the server yet. ${fate}` : "",
    commands > 0 ? `${asked} for the server's answer. Leaving gives that up.` : "",
    givenBack > 0 ? "What was not saved waits for you to copy it." : "",
  ].filter(Boolean);
}

/** Warns before the page is left for another one of the app while something is unsent. */
export function LeaveWarning() {
  const live = useLive();
  const saved = useSaved();
  const blocker = useBlocker(() => leavingLoses(live.saved.get()));
  if (blocker.state !== "blocked") return null;
  return (
    <Modal opened onClose={blocker.reset} title="Leave with unsent changes?" size="sm">
      {consequences(saved).map((words) => (
        <Text key={words}>{words}</Text>
      ))}
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
