import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Button, Group, Modal, NumberInput, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../use-act";

const USUAL = ["5", "10", "15", "20", "30"];
const MOST = 120;

/** Lets the candidate work unobserved for some minutes. */
export function FocusTimeDialog({ close }: { close: () => void }) {
  const act = useAct();
  const [minutes, setMinutes] = useState(10);
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    const started = await act({ type: "start_focus_time", minutes }, t`Focus time was not started`);
    setBusy(false);
    if (started) close();
  };
  return (
    <Modal opened onClose={close} title={t`Focus time`} size="md">
      <Text>
        <Trans>
          Your candidate works unobserved: nobody else sees the code, the cursor or the runs until
          the time is over. Everyone sees the countdown, and you can end it early.
        </Trans>
      </Text>
      <Group mt="lg" align="flex-end" wrap="nowrap">
        <SegmentedControl
          style={{ flex: 1 }}
          aria-label={t`Usual lengths`}
          data={USUAL}
          value={String(minutes)}
          onChange={(value) => setMinutes(Number(value))}
        />
        <NumberInput
          w={110}
          label={t`Minutes`}
          min={1}
          max={MOST}
          clampBehavior="strict"
          value={minutes}
          onChange={(value) => setMinutes(Number(value) || 1)}
        />
      </Group>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          <Trans>Cancel</Trans>
        </Button>
        <Button loading={busy} onClick={start} data-autofocus>
          <Plural value={minutes} one="Start # minute" other="Start # minutes" />
        </Button>
      </Group>
    </Modal>
  );
}
