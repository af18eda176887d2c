import { t } from "@lingui/core/macro";
import { Store } from "@/live/store";

/** A device as it may be chosen. */
export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  microphones: Device[];
  cameras: Device[];
  speakers: Device[];
}

const NONE: Devices = { microphones: [], cameras: [], speakers: [] };

/** The devices of this computer; their names are known once one of them may be used. */
export class DeviceList {
  readonly devices = new Store<Devices>(NONE);
  private readonly ended = new AbortController();

  constructor(private readonly media: MediaDevices | undefined) {
    media?.addEventListener("devicechange", () => void this.look(), { signal: this.ended.signal });
  }

  /** Looks again: names come with the permission. */
  async look(): Promise<void> {
    const found = (await this.media?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind): Device[] =>
      found
        .filter((device) => device.kind === kind && device.deviceId !== "")
        .map(({ deviceId: id, label }, index) => ({ id, label: label || unnamed(index + 1) }));
    this.devices.set({
      microphones: of("audioinput"),
      cameras: of("videoinput"),
      speakers: of("audiooutput"),
    });
  }

  close(): void {
    this.ended.abort();
  }
}

const unnamed = (number: number) => t`Device ${number}`;
