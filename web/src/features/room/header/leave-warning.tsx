import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "react-router";
import { leavingLoses, type Saved } from "@/live/saved-state";
import { useLive, useSaved } from "../live-context";

/** What has not reached the server, and what becomes of it. */
function consequences({ changes, kept, commands, givenBack }: Saved): string[] {
  const unsent = plural(changes, {
    one: "One change has not reached the server yet.",
    other: "# changes have not reached the server yet.",
  });
  const fate = kept
    ? t`They are kept in this browser and go in when you open the room again here.`
    : t`This browser can't keep them: leaving loses them.`;
  const asked = plural(commands, {
    one: "One action waits for the server's answer.",
    other: "# actions wait for the server's answer.",
  });
  return [
    changes > 0 ? `${unsent} ${fate}` : "",
    commands > 0 ? `${asked} ${t`Leaving gives that up.`}` : "",
    givenBack > 0 ? t`What was not saved waits for you to copy it.` : "",
  ].filter(Boolean);
}

/** Warns before the page is left for another one of the app while something is unsent. */
export function LeaveWarning() {
  const live = useLive();
  const saved = useSaved();
  const blocker = useBlocker(() => leavingLoses(live.saved.get()));
  if (blocker.state !== "blocked") return null;
  return (
    <Modal opened onClose={blocker.reset} title={t`Leave with unsent changes?`} size="sm">
      {consequences(saved).map((words) => (
        <Text key={words}>{words}</Text>
      ))}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={blocker.proceed}>
          <Trans>Leave</Trans>
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          <Trans>Stay</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
