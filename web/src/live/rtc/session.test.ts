import { MemoryConnection, withoutMedia } from "@/live/memory/memory-connection";
import { settle } from "@/live/memory/memory-live-room";
import { Session } from "@/live/rtc/session";
import { NO_TRACKS } from "@/live/rtc/slots";

const voice = { kind: "audio" } as MediaStreamTrack;

withoutMedia();

/** A session whose first place takes a while for each change; how many changes went on at once at most. */
function slowSession() {
  const connection = new MemoryConnection();
  const session = new Session({
    connection: connection as unknown as RTCPeerConnection,
    begins: true,
    servers: async () => [],
    send: () => {},
    changed: () => {},
    failed: () => {},
  });
  const [place] = connection.getTransceivers();
  if (!place) throw new Error("a session makes its places");
  const { sender } = place;
  const changes = { now: 0, most: 0 };
  sender.replaceTrack = async (track) => {
    changes.now += 1;
    changes.most = Math.max(changes.most, changes.now);
    await new Promise((resolve) => setTimeout(resolve, 10));
    sender.track = track;
    changes.now -= 1;
  };
  const put = (microphone: MediaStreamTrack | null) => session.put({ ...NO_TRACKS, microphone });
  return { put, sender, changes };
}

test.each([
  ["off and on again", [null, voice], voice],
  ["off, on and off", [null, voice, null], null],
])("%s in one moment ends as it was last wished", async (_, wishes, last) => {
  const { put, sender, changes } = slowSession();
  put(voice);
  await settle(50);
  expect(sender.track).toBe(voice);
  for (const wish of wishes) put(wish);
  await settle(100);
  expect(sender.track).toBe(last);
  expect(changes.most).toBe(1);
});
