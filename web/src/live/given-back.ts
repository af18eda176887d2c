import { Store } from "@/live/store";
import type { RefusalCode } from "@/live/types";

/** What did not get into its pad. */
export interface Refused {
  pad: string;
  /** Why; `diverged`: the server holds an older text than this browser; `room_gone`: no such room. */
  code: RefusalCode | "diverged" | "room_gone";
  detail: string;
  text: string;
  /** True for a whiteboard's: then the text is what Excalidraw's clipboard would hold. */
  drawing?: boolean;
}

/** What comes back, ready to be pasted; the text is empty if nothing does. */
export type Lost = Pick<Refused, "text" | "drawing">;

/** Why something comes back. */
export type Why = Pick<Refused, "code" | "detail">;

/** What was refused as it is shown, and kept until its owner is done with it. */
export interface GivenBack extends Refused {
  id: string;
  /** The pad's title, as far as it was known. */
  title?: string | undefined;
  /** False where it lives in this tab only. */
  kept?: boolean;
}

/** Where one person's given-back texts of one room survive a reload. */
export interface GivenBackStore {
  load(): Promise<GivenBack[]>;
  put(text: GivenBack): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What was given back to the person at this browser and they are not done with. */
export class GivenBackTexts {
  readonly texts = new Store<readonly GivenBack[]>([]);
  private owner: string | null = null;

  constructor(
    private readonly storeOf: (person: string) => GivenBackStore,
    private readonly newId: () => string,
  ) {}

  /** Shows what earlier pages gave back to this person. */
  async show(person: string): Promise<void> {
    if (person === this.owner) return;
    // What was given back before anyone knew whose it is, is this person's.
    if (this.owner !== null) this.texts.set([]);
    this.owner = person;
    const found = await this.storeOf(person)
      .load()
      .catch(() => []);
    if (person !== this.owner) return;
    const here = new Set(this.texts.get().map(({ id }) => id));
    this.texts.set([...found.filter(({ id }) => !here.has(id)), ...this.texts.get()]);
  }

  /** Gives a text back; answers whether it would survive this page. */
  async add(person: string, refused: Refused & { title?: string | undefined }): Promise<boolean> {
    const text = { ...refused, id: this.newId() };
    if (this.owner === null || person === this.owner) {
      this.owner = person;
      this.texts.set([...this.texts.get(), text]);
    }
    try {
      await this.storeOf(person).put(text);
      return true;
    } catch {
      // Storage is full or blocked: it lives in this tab, and leaving warns.
      const unkept = { ...text, kept: false };
      this.texts.set(this.texts.get().map((other) => (other.id === text.id ? unkept : other)));
      return false;
    }
  }

  /** Its owner is done with it. */
  dismiss({ id }: GivenBack): void {
    this.texts.set(this.texts.get().filter((other) => other.id !== id));
    if (this.owner === null) return;
    // Left over by a failure it is shown again, which is better than the other way round.
    this.storeOf(this.owner)
      .remove(id)
      .catch(() => {});
  }
}
