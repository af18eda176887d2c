import { type Trouble, troubleOf } from "@/live/media/trouble";
import { Store } from "@/live/store";

/** A microphone or a camera, as it stands. */
export interface Capture {
  /** Whether the person wants it on. */
  on: boolean;
  /** The browser is asking the person, or the device is starting. */
  pending: boolean;
  /** What it gives; only what is `on` may be sent. */
  track: MediaStreamTrack | null;
  trouble: Trouble | null;
}

const OFF: Capture = { on: false, pending: false, track: null, trouble: null };

interface SourceSettings {
  /** Asks the browser for the device; the id is a wish. */
  open: (deviceId: string | undefined) => Promise<MediaStreamTrack>;
  /** Which device is wanted. */
  device: () => string | undefined;
  /**
   * Whether the device stays open while it is off. A microphone does: to open it takes so long that the first
   * word would be lost, and a wireless headset changes its sound each time. A camera does not: its light
   * goes out.
   */
  keepOpen: boolean;
}

/** One device of the person's own: on, off, or another one, at any time. */
export class DeviceSource {
  readonly capture = new Store<Capture>(OFF);
  /** Goes up with each wish: what an earlier one still brings is not wanted any more. */
  private wish = 0;

  constructor(private readonly settings: SourceSettings) {}

  /** Turns it on; resolves when it is, or can't be. */
  async turnOn(): Promise<void> {
    const { track, on } = this.capture.get();
    if (on && track) return;
    if (track) return this.take(track);
    await this.open();
  }

  /**
   * Turns it on by the track of a question for more than this device. If that brings none, it is asked for alone;
   * if it was turned off meanwhile, neither.
   */
  turnOnBy(together: Promise<MediaStreamTrack>): Promise<void> {
    return this.open(together);
  }

  /** Nothing comes from it any more; the trouble that it had stays known. */
  turnOff(): void {
    this.wish += 1;
    const { track, trouble } = this.capture.get();
    const kept = this.settings.keepOpen ? track : null;
    if (kept) kept.enabled = false;
    else this.release(track);
    this.capture.set({ on: false, pending: false, track: kept, trouble });
  }

  /** On if it is off, off if it is on or about to be. */
  async toggle(): Promise<void> {
    if (this.capture.get().on) this.turnOff();
    else await this.turnOn();
  }

  /** Another device is wanted. */
  async change(): Promise<void> {
    const { on, track } = this.capture.get();
    if (on) return this.open();
    if (!track) return;
    this.release(track);
    this.capture.set({ ...this.capture.get(), track: null });
  }

  /** Lets the device go altogether. */
  close(): void {
    this.wish += 1;
    this.release(this.capture.get().track);
    this.capture.set(OFF);
  }

  private async open(together?: Promise<MediaStreamTrack>): Promise<void> {
    this.wish += 1;
    const { wish } = this;
    this.capture.set({ ...this.capture.get(), on: true, pending: true, trouble: null });
    try {
      const common = together && (await together.catch(() => undefined));
      if (!common && wish !== this.wish) return;
      const track = common ?? (await this.settings.open(this.settings.device()));
      if (wish === this.wish) this.take(track);
      else track.stop();
    } catch (error) {
      if (wish === this.wish) this.refuse(troubleOf(error));
    }
  }

  private take(track: MediaStreamTrack): void {
    this.wish += 1;
    const before = this.capture.get().track;
    if (before !== track) before?.stop();
    track.enabled = true;
    track.onended = () => this.lost(track);
    this.capture.set({ on: true, pending: false, track, trouble: null });
  }

  /** Notes that it could not be had. Where it was to take the place of one that works, that one stays. */
  private refuse(trouble: Trouble): void {
    const { track } = this.capture.get();
    if (track?.readyState === "live") this.take(track);
    else this.close();
    this.capture.set({ ...this.capture.get(), trouble });
  }

  /** It was pulled out, or the permission taken back: any other will do, and if there is none it is off. */
  private lost(track: MediaStreamTrack): void {
    const { track: present, on } = this.capture.get();
    if (track !== present) return;
    this.capture.set({ ...this.capture.get(), track: null });
    if (on) void this.open();
  }

  private release(track: MediaStreamTrack | null): void {
    if (!track) return;
    track.onended = null;
    track.stop();
  }
}
