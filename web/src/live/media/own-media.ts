import { DeviceList } from "@/live/media/device-list";
import {
  type DeviceChoice,
  type LastOn,
  lastOn,
  rememberDevices,
  rememberedDevices,
  rememberOn,
} from "@/live/media/device-memory";
import { DeviceSource } from "@/live/media/device-source";
import { ScreenSource } from "@/live/media/screen-source";
import { Store } from "@/live/store";

interface MediaSettings {
  /** What was on is remembered for this room. */
  room: string;
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

const NOTHING: LastOn = { microphone: false, camera: false };

const wish = (constraints: MediaTrackConstraints, deviceId: string | undefined) =>
  deviceId ? { ...constraints, deviceId: { ideal: deviceId } } : constraints;

/** What this person shows and says: their microphone, camera and screen, in the lobby and in the room. */
export class OwnMedia {
  readonly microphone: DeviceSource;
  readonly camera: DeviceSource;
  readonly screen: ScreenSource;
  readonly list: DeviceList;
  readonly choice: Store<DeviceChoice>;
  private resumed = false;
  /** What was on when it was paused. */
  private paused: LastOn = NOTHING;

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
    const both = this.ask({ audio: wish(AUDIO, microphone), video: wish(VIDEO, camera) });
    const voice = this.microphone.turnOnBy(trackOf(both, "audio"));
    // One of the two may be missing or denied, and the other one not; then one question comes after the other.
    const afterVoice = both.catch(async (error) => {
      await voice;
      throw error;
    });
    await Promise.all([voice, this.camera.turnOnBy(trackOf(afterVoice, "video"))]);
  }

  /** Comes back as it was before a reload; once, for what is off since then stays off. */
  async resume(): Promise<void> {
    if (this.resumed) return;
    this.resumed = true;
    const { room } = this.settings;
    const last = lastOn(room);
    // What does not count for this page must not count for the next one.
    rememberOn(room, last);
    await this.turnOn(last);
  }

  /** Everything off: the call goes on in another tab. */
  pause(): void {
    const on = this.on();
    if (on.microphone || on.camera) this.paused = on;
    this.turnOff();
  }

  /** On again as it was when it was paused; a screen is for the person to choose again. */
  async goOn(): Promise<void> {
    await this.turnOn(this.paused);
  }

  /** Uses another device, at once where one is in use. */
  async choose(change: DeviceChoice): Promise<void> {
    this.choice.set({ ...this.choice.get(), ...change });
    rememberDevices(this.choice.get());
    if ("microphone" in change) await this.microphone.change();
    if ("camera" in change) await this.camera.change();
  }

  /** Everything off, also after a reload: the person is not where they could turn it off themselves. */
  turnOff(): void {
    this.screen.stop();
    this.camera.close();
    this.microphone.close();
    rememberOn(this.settings.room, NOTHING);
  }

  /** The page goes. What was on is remembered. */
  close(): void {
    const { room } = this.settings;
    const last = lastOn(room);
    this.turnOff();
    this.list.close();
    rememberOn(room, last);
  }

  private async turnOn({ microphone, camera }: LastOn): Promise<void> {
    if (microphone && camera) return this.turnOnBoth();
    if (microphone) await this.microphone.turnOn();
    if (camera) await this.camera.turnOn();
  }

  private async open(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
    return firstOf((await this.ask(constraints)).getTracks());
  }

  private async ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const { media, asking } = this.settings;
    if (!media) throw new DOMException("no devices", "NotSupportedError");
    const stream = await asking(media.getUserMedia(constraints));
    void this.list.look();
    return stream;
  }

  private on(): LastOn {
    const [microphone, camera] = [this.microphone.capture.get(), this.camera.capture.get()];
    return { microphone: microphone.on, camera: camera.on };
  }

  private remember(): void {
    const pending = [this.microphone, this.camera].some(({ capture }) => capture.get().pending);
    if (!pending) rememberOn(this.settings.room, this.on());
  }
}

function firstOf([track]: MediaStreamTrack[]): MediaStreamTrack {
  if (!track) throw new DOMException("no track", "NotFoundError");
  return track;
}

const trackOf = async (stream: Promise<MediaStream>, kind: "audio" | "video") =>
  firstOf((await stream).getTracks().filter((track) => track.kind === kind));
