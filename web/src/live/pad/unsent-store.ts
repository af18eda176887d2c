import type { GivenBack, GivenBackStore } from "@/live/given-back";

/** Where updates stay that the server has not acknowledged: for a reload, or a browser that crashes. */
export interface UnsentStore {
  /** What an earlier page left here, by its keys, the oldest first. */
  load(): Promise<Map<string, Uint8Array>>;
  /** Resolves once the update would survive the page. */
  put(key: string, update: Uint8Array): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** Whose unsent updates, and where they belong. */
export interface UnsentOwner {
  room: string;
  person: string;
  pad: string;
}

const DATABASE = "codevlive-unsent";
const UPDATES = "updates";
/** Texts that were given back, apart for each room and person. */
const TEXTS = "texts";
const VERSION = 2;
/** What nobody came back for in this time is dropped, in ms. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

interface Kept {
  update: Uint8Array;
  at: number;
}

interface KeptText {
  text: GivenBack;
  at: number;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function settled(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const name of [UPDATES, TEXTS]) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = () => {
        opened = undefined;
      };
      // A newer version of the app, in another tab, must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(name: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const db = await database();
  return db.transaction(name, mode, { durability: "relaxed" }).objectStore(name);
}

const updates = (mode: IDBTransactionMode) => open(UPDATES, mode);
const texts = (mode: IDBTransactionMode) => open(TEXTS, mode);

/** All keys that begin like this. */
const below = (prefix: string[]) => IDBKeyRange.bound(prefix, [...prefix, []]);

/** Keeps unsent updates in IndexedDB, apart for each room, person and pad. */
export class IndexedUnsentStore implements UnsentStore {
  private readonly prefix: string[];

  constructor({ room, person, pad }: UnsentOwner) {
    this.prefix = [room, person, pad];
  }

  async load(): Promise<Map<string, Uint8Array>> {
    const store = await updates("readonly");
    const range = below(this.prefix);
    const [keys, values] = await Promise.all([
      done(store.getAllKeys(range)) as Promise<string[][]>,
      done(store.getAll(range)) as Promise<Kept[]>,
    ]);
    const found = values.map((value, index) => ({ ...value, key: keys[index]?.at(-1) ?? "" }));
    found.sort((a, b) => a.at - b.at);
    return new Map(found.map(({ key, update }) => [key, update]));
  }

  async put(key: string, update: Uint8Array): Promise<void> {
    const store = await updates("readwrite");
    store.put({ update, at: Date.now() } satisfies Kept, [...this.prefix, key]);
    await settled(store.transaction);
  }

  async remove(keys: string[]): Promise<void> {
    const store = await updates("readwrite");
    for (const key of keys) store.delete([...this.prefix, key]);
    await settled(store.transaction);
  }
}

/** The pads of a room in which a person left something unsent. */
export async function padsWithUnsent({
  room,
  person,
}: Omit<UnsentOwner, "pad">): Promise<string[]> {
  const store = await updates("readonly");
  const keys = (await done(store.getAllKeys(below([room, person])))) as string[][];
  return [...new Set(keys.map(([, , pad]) => pad ?? ""))];
}

/** Keeps given-back texts in IndexedDB, apart for each room and person. */
export class IndexedGivenBackStore implements GivenBackStore {
  private readonly prefix: string[];

  constructor({ room, person }: Omit<UnsentOwner, "pad">) {
    this.prefix = [room, person];
  }

  async load(): Promise<GivenBack[]> {
    const store = await texts("readonly");
    const found = (await done(store.getAll(below(this.prefix)))) as KeptText[];
    return found.sort((a, b) => a.at - b.at).map(({ text }) => text);
  }

  async put(text: GivenBack): Promise<void> {
    const store = await texts("readwrite");
    store.put({ text, at: Date.now() } satisfies KeptText, [...this.prefix, text.id]);
    await settled(store.transaction);
  }

  async remove(id: string): Promise<void> {
    const store = await texts("readwrite");
    store.delete([...this.prefix, id]);
    await settled(store.transaction);
  }
}

/** Drops what nobody came back for. */
export async function dropStaleUnsent(now: number): Promise<void> {
  for (const name of [UPDATES, TEXTS]) {
    const store = await open(name, "readwrite");
    const request = store.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (now - (cursor.value as { at: number }).at > KEEP_MS) cursor.delete();
      cursor.continue();
    };
    await settled(store.transaction);
  }
}
