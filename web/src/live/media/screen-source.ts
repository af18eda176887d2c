import { type Trouble, troubleOf } from "@/live/media/trouble";
import { Store } from "@/live/store";

/** A shared screen, with its sound if the person and the browser give it. */
export interface SharedScreen {
  screen: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

/** The person's screen, window or tab, while they share it. */
export class ScreenSource {
  readonly shared = new Store<SharedScreen | null>(null);
  /** Goes up with each wish: what an earlier one still brings is not wanted any more. */
  private wish = 0;

  constructor(
    private readonly media: MediaDevices | undefined,
    private readonly asking: <T>(answer: Promise<T>) => Promise<T>,
  ) {}

  /** Whether this browser can share a screen; phones can't. */
  get possible(): boolean {
    return typeof this.media?.getDisplayMedia === "function";
  }

  /** Asks what to share. Answers what went wrong; `denied` is the person who thought better of it. */
  async share(): Promise<Trouble | null> {
    if (!this.media || !this.possible) return "unsupported";
    this.wish += 1;
    const { wish } = this;
    try {
      const asked = this.media.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: true,
      });
      const stream = await this.asking(asked);
      if (wish === this.wish) this.take(stream);
      else for (const track of stream.getTracks()) track.stop();
      return null;
    } catch (error) {
      return wish === this.wish ? troubleOf(error) : null;
    }
  }

  /** Ends it, also where the browser still asks. */
  stop(): void {
    this.wish += 1;
    const shared = this.shared.get();
    if (!shared) return;
    for (const track of [shared.screen, shared.sound]) {
      if (track) track.onended = null;
      track?.stop();
    }
    this.shared.set(null);
  }

  private take(stream: MediaStream): void {
    this.stop();
    const [screen] = stream.getVideoTracks();
    const [sound = null] = stream.getAudioTracks();
    if (!screen) return;
    // Letters before movement.
    screen.contentHint = "detail";
    screen.onended = () => this.stop();
    this.shared.set({ screen, sound });
  }
}
