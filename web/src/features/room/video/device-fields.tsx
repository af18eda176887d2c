import { t } from "@lingui/core/macro";
import { NativeSelect } from "@mantine/core";
import type { Device } from "@/live/media/device-list";
import type { DeviceChoice } from "@/live/media/device-memory";
import { useStore } from "@/live/store";
import { useMedia } from "./media-context";

/** Whether sound can be sent to a chosen speaker: not in every browser. */
const CHOOSES_SPEAKER = "setSinkId" in HTMLMediaElement.prototype;

/** Which microphone, camera and speaker to use; a change counts at once. */
export function DeviceFields() {
  const media = useMedia();
  const { microphones, cameras, speakers } = useStore(media.list.devices);
  return (
    <>
      <DeviceField label={t`Microphone`} which="microphone" devices={microphones} />
      <DeviceField label={t`Camera`} which="camera" devices={cameras} />
      {CHOOSES_SPEAKER ? (
        <DeviceField label={t`Speaker`} which="speaker" devices={speakers} />
      ) : null}
    </>
  );
}

interface DeviceFieldProps {
  label: string;
  which: keyof DeviceChoice;
  devices: Device[];
}

function DeviceField({ label, which, devices }: DeviceFieldProps) {
  const media = useMedia();
  const chosen = useStore(media.choice)[which];
  const known = devices.find(({ id }) => id === chosen) ?? devices[0];
  return (
    <NativeSelect
      label={label}
      data={
        known
          ? devices.map(({ id, label }) => ({ value: id, label }))
          : [{ value: "", label: t`None found yet` }]
      }
      value={known?.id ?? ""}
      disabled={!known}
      onChange={(event) => void media.choose({ [which]: event.currentTarget.value })}
    />
  );
}
