/** Where updates stay that the server has not acknowledged: for a reload, or a browser that crashes. */
export interface UnsentStore {
  /** What an earlier page left here, by its keys. */
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
/** What nobody came back for in this time is dropped, in ms. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

interface Kept {
  update: Uint8Array;
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
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(UPDATES);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = () => {
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

async function updates(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const db = await database();
  return db.transaction(UPDATES, mode, { durability: "relaxed" }).objectStore(UPDATES);
}

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
    const found = new Map<string, Uint8Array>();
    keys.forEach((key, index) => {
      const value = values[index];
      if (value) found.set(key.at(-1) ?? "", value.update);
    });
    return found;
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

/** Forgets what a person left unsent in a room that they may not enter any more. */
export async function forgetUnsent({ room, person }: Omit<UnsentOwner, "pad">): Promise<void> {
  const store = await updates("readwrite");
  store.delete(below([room, person]));
  await settled(store.transaction);
}

/** Drops what nobody came back for. */
export async function dropStaleUnsent(now: number): Promise<void> {
  const store = await updates("readwrite");
  const request = store.openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    if (now - (cursor.value as Kept).at > KEEP_MS) cursor.delete();
    cursor.continue();
  };
  await settled(store.transaction);
}
