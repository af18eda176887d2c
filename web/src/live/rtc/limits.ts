import type { Session } from "@/live/rtc/session";
import type { Slot } from "@/live/rtc/slots";

/** All pictures of one browser together, in bits per second: what most homes can send. */
const UPLINK = 2_400_000;
/** Of that, for a shared screen while there is one: letters must be readable. */
const SCREEN_SHARE = 0.7;
/** Beyond this a picture of the size it is shown at gets no better, in bits per second. */
const CAMERA_MOST = 1_200_000;
const SCREEN_MOST = 1_600_000;
/** A face is shown smaller the more there are; by how much the sent picture is scaled down. */
const CAMERA_SCALES = [1, 1.5, 2] as const;
const CAMERA_RATE = 30;
const SCREEN_RATE = 15;

/** How a picture is sent to one of the others. */
interface Limit {
  maxBitrate: number;
  maxFramerate: number;
  scaleResolutionDownBy: number;
}

/** What may be sent to each of so many others, so that all together stays below the uplink. */
export function limitsFor(
  others: number,
  sharing: boolean,
): Record<Extract<Slot, "camera" | "screen">, Limit> {
  const each = UPLINK / Math.max(1, others);
  const scale = CAMERA_SCALES[Math.min(others, CAMERA_SCALES.length) - 1] ?? 1;
  const camera = Math.min(CAMERA_MOST, each * (sharing ? 1 - SCREEN_SHARE : 1));
  return {
    camera: {
      maxBitrate: Math.round(camera),
      maxFramerate: CAMERA_RATE,
      scaleResolutionDownBy: sharing ? Math.max(scale, 2) : scale,
    },
    screen: {
      maxBitrate: Math.round(Math.min(SCREEN_MOST, each * SCREEN_SHARE)),
      maxFramerate: SCREEN_RATE,
      scaleResolutionDownBy: 1,
    },
  };
}

/** Sets the limits of a session; answers when they hold. */
export async function limit(session: Session, others: number, sharing: boolean): Promise<void> {
  const limits = limitsFor(others, sharing);
  await Promise.all([
    set(session.place("camera")?.sender, limits.camera, "balanced"),
    // Of a screen that moves too much frames are left out, not letters made unreadable.
    set(session.place("screen")?.sender, limits.screen, "maintain-resolution"),
  ]);
}

type Parameters = RTCRtpSendParameters & { degradationPreference?: RTCDegradationPreference };

/** A sender takes one change at a time: each waits for the one before. */
const changes = new WeakMap<RTCRtpSender, Promise<void>>();

function set(
  sender: RTCRtpSender | undefined,
  wanted: Limit,
  degradationPreference: RTCDegradationPreference,
): Promise<void> {
  if (!sender) return Promise.resolve();
  const change = (changes.get(sender) ?? Promise.resolve()).then(() =>
    setNow(sender, wanted, degradationPreference),
  );
  changes.set(sender, change);
  return change;
}

async function setNow(
  sender: RTCRtpSender,
  wanted: Limit,
  degradationPreference: RTCDegradationPreference,
): Promise<void> {
  const parameters: Parameters = sender.getParameters();
  const encoding = parameters.encodings[0];
  if (!encoding) return;
  const same = (Object.keys(wanted) as (keyof Limit)[]).every(
    (key) => encoding[key] === wanted[key],
  );
  if (same) return;
  Object.assign(encoding, wanted);
  parameters.degradationPreference = degradationPreference;
  // Refused if the session ended meanwhile.
  await sender.setParameters(parameters).catch(() => {});
}
