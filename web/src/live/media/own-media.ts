import { DeviceList } from "@/live/media/device-list";
import {
  type DeviceChoice,
  lastOn,
  rememberDevices,
  rememberedDevices,
  rememberOn,
} from "@/live/media/device-memory";
import { DeviceSource } from "@/live/media/device-source";
import { ScreenSource } from "@/live/media/screen-source";
import { Store } from "@/live/store";

interface MediaSettings {
  /** Missing where the page may not ask for devices, as on plain HTTP. */
  media: MediaDevices | undefined;
  /** Whatever makes the browser ask the person goes through here. */
  asking: <T>(answer: Promise<T>) => Promise<T>;
}

const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

const wish = (constraints: MediaTrackConstraints, deviceId: string | undefined) =>
  deviceId ? { ...constraints, deviceId: { ideal: deviceId } } : constraints;

/** What this person shows and says: their microphone, camera and screen, in the lobby and in the room. */
export class OwnMedia {
  readonly microphone: DeviceSource;
  readonly camera: DeviceSource;
  readonly screen: ScreenSource;
  readonly list: DeviceList;
  readonly choice: Store<DeviceChoice>;
  private ended = false;

  constructor(private readonly settings: MediaSettings) {
    const { media, asking } = settings;
    this.choice = new Store(rememberedDevices());
    this.list = new DeviceList(media);
    this.screen = new ScreenSource(media, asking);
    this.microphone = new DeviceSource({
      open: (id) => this.open({ audio: wish(AUDIO, id) }),
      device: () => this.choice.get().microphone,
      keepOpen: true,
    });
    this.camera = new DeviceSource({
      open: (id) => this.open({ video: wish(VIDEO, id) }),
      device: () => this.choice.get().camera,
      keepOpen: false,
    });
    for (const { capture } of [this.microphone, this.camera]) {
      capture.subscribe(() => this.remember());
    }
  }

  /** Turns microphone and camera on, with one question where both can be had; else what there is. */
  async turnOnBoth(): Promise<void> {
    const { microphone, camera } = this.choice.get();
    try {
      const stream = await this.ask({ audio: wish(AUDIO, microphone), video: wish(VIDEO, camera) });
      const [voice] = stream.getAudioTracks();
      const [face] = stream.getVideoTracks();
      if (voice) this.microphone.take(voice);
      if (face) this.camera.take(face);
    } catch {
      // One of the two may be missing or denied, and the other one not.
      await this.microphone.turnOn();
      await this.camera.turnOn();
    }
    if (this.ended) this.close();
  }

  /** Comes back as it was before a reload. */
  async resume(): Promise<void> {
    const { microphone, camera } = lastOn();
    if (microphone && camera) return this.turnOnBoth();
    if (microphone) await this.microphone.turnOn();
    if (camera) await this.camera.turnOn();
  }

  /** Uses another device, at once where one is in use. */
  async choose(change: DeviceChoice): Promise<void> {
    this.choice.set({ ...this.choice.get(), ...change });
    rememberDevices(this.choice.get());
    if ("microphone" in change) await this.microphone.change();
    if ("camera" in change) await this.camera.change();
  }

  /** Everything off: the person has left the room. */
  turnOff(): void {
    this.screen.stop();
    this.camera.close();
    this.microphone.close();
  }

  /** The page goes. What was on is remembered. */
  close(): void {
    this.ended = true;
    const last = lastOn();
    this.turnOff();
    this.list.close();
    rememberOn(last);
  }

  private async open(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
    const [track] = (await this.ask(constraints)).getTracks();
    if (!track) throw new DOMException("no track", "NotFoundError");
    if (this.ended) track.stop();
    return track;
  }

  private async ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const { media, asking } = this.settings;
    if (!media) throw new DOMException("no devices", "NotSupportedError");
    const stream = await asking(media.getUserMedia(constraints));
    void this.list.look();
    return stream;
  }

  private remember(): void {
    const [microphone, camera] = [this.microphone.capture.get(), this.camera.capture.get()];
    if (!microphone.pending && !camera.pending) {
      rememberOn({ microphone: microphone.on, camera: camera.on });
    }
  }
}
