/** Which devices this browser uses; unset is the system's default. */
export interface DeviceChoice {
  microphone?: string;
  camera?: string;
  speaker?: string;
}

/** What was on when the page went. */
export interface LastOn {
  microphone: boolean;
  camera: boolean;
}

interface Kept extends LastOn {
  room: string;
  /** By which a page is told from another one. */
  page: number;
}

const DEVICES = "codevlive-devices";
const LAST_ON = "codevlive-call-on";

function read<T>(storage: () => Storage, key: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(storage().getItem(key) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function write(storage: () => Storage, key: string, value: unknown): void {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch {
    // Blocked or full: it holds as long as the page.
  }
}

const browser = () => localStorage;
const tab = () => sessionStorage;

export const rememberedDevices = (): DeviceChoice => read<DeviceChoice>(browser, DEVICES);
export const rememberDevices = (choice: DeviceChoice): void => write(browser, DEVICES, choice);

const reloaded = (): boolean => {
  const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return way?.type === "reload";
};

/**
 * What was on in this room before this page was loaded again, or kept by the browser for "back". Another room,
 * another tab and a link that is opened anew begin with nothing: it takes a word from the person.
 */
export function lastOn(room: string): LastOn {
  const { microphone, camera, ...kept } = read<Kept>(tab, LAST_ON);
  const same = kept.room === room && (kept.page === performance.timeOrigin || reloaded());
  return { microphone: same && microphone === true, camera: same && camera === true };
}

export const rememberOn = (room: string, on: LastOn): void =>
  write(tab, LAST_ON, { ...on, room, page: performance.timeOrigin });
