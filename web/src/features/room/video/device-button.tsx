import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from "@tabler/icons-react";
import { useStore } from "@/live/store";
import { useMedia } from "./media-context";
import { turnWords } from "./turn-words";

const DEVICES = {
  microphone: { on: IconMicrophone, off: IconMicrophoneOff },
  camera: { on: IconVideo, off: IconVideoOff },
};

interface DeviceButtonProps {
  device: keyof typeof DEVICES;
  /** Why it can't be turned on; then it can only be turned off. */
  refused?: string | null;
}

/** Turns the microphone or the camera on and off. */
export function DeviceButton({ device, refused = null }: DeviceButtonProps) {
  const source = useMedia()[device];
  const { on, pending } = useStore(source.capture);
  const Icon = on ? DEVICES[device].on : DEVICES[device].off;
  const label = turnWords(device, on);
  return (
    <Tooltip label={refused ?? label}>
      <ActionIcon
        variant={on ? "filled" : "default"}
        size={36}
        radius="xl"
        aria-label={label}
        loading={pending}
        disabled={refused !== null && !on}
        onClick={() => void source.toggle()}
      >
        <Icon size={19} />
      </ActionIcon>
    </Tooltip>
  );
}
