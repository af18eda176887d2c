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
/** A reload comes back as it was; another tab starts with everything off. */
const tab = () => sessionStorage;

export const rememberedDevices = (): DeviceChoice => read<DeviceChoice>(browser, DEVICES);
export const rememberDevices = (choice: DeviceChoice): void => write(browser, DEVICES, choice);

/** What was on in this tab; nothing without a word from the person. */
export function lastOn(): LastOn {
  const { microphone, camera } = read<LastOn>(tab, LAST_ON);
  return { microphone: microphone === true, camera: camera === true };
}
export const rememberOn = (on: LastOn): void => write(tab, LAST_ON, on);
