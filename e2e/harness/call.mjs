// People in a call, in browsers whose cameras show a test picture and whose microphones beep.

import { openBrowser } from "./chromium.mjs";
import { arrive, hostOpensRoom } from "./room.mjs";
import { startInstallation } from "./installation.mjs";
import { pictureIn } from "./seen.mjs";
import { until } from "./server.mjs";

/**
 * The devices are Chromium's own, and nobody is asked whether they may be used. Ten pictures a second: twelve streams
 * of more are all that two processors can do.
 */
export const FAKE_DEVICES = ["--use-fake-device-for-media-stream=device-count=2,fps=10", "--use-fake-ui-for-media-stream"];

/** On a busy machine a first picture takes its time. */
export const FIRST_PICTURE_MS = 30_000;

/** Keeps each connection that a page makes, and what it gets from devices, so that a test can ask them. */
const keepPeers = () => {
  const Plain = window.RTCPeerConnection;
  window.peers = [];
  window.captured = [];
  const media = navigator.mediaDevices;
  const getUserMedia = media.getUserMedia.bind(media);
  media.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    window.captured.push(...stream.getTracks());
    return stream;
  };
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration) {
      super(configuration);
      window.peers.push(this);
      this.offers = { made: 0, takenBack: 0 };
    }

    async setLocalDescription(description) {
      if (description?.type === "rollback") this.offers.takenBack += 1;
      await super.setLocalDescription(description);
      if (this.signalingState === "have-local-offer") this.offers.made += 1;
    }

    async setRemoteDescription(description) {
      if (description.type === "offer" && this.signalingState === "have-local-offer") this.offers.takenBack += 1;
      return super.setRemoteDescription(description);
    }
  };
};

/** Makes connections find no other way than through a relay. */
const onlyRelays = () => {
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
    }
  };
};

/** For the options of someone whose network lets nothing through but to a relay. */
export const RELAY_ONLY = { initScript: [keepPeers, onlyRelays] };

/** Someone at the door whose computer has neither camera nor microphone. */
export async function withoutDevices(t, server, link, name) {
  const browser = await openBrowser(t, { flags: ["--use-fake-ui-for-media-stream"] });
  return arrive(t, browser, server, link, name, { initScript: keepPeers });
}

/** A browser with fake devices. */
export const openCaller = (t, options) => openBrowser(t, { ...options, flags: FAKE_DEVICES });

/**
 * A room with a host in it, and what others need to come in too; `hostOptions` are of the host's browser. All may
 * come to a server of the test's, and the others in a browser of theirs.
 */
export async function callRoom(t, hostOptions = {}, { server: given, browsers = [] } = {}) {
  const server = given ?? (await startInstallation(t));
  const [browser = await openCaller(t), theirs = browser] = browsers;
  const withPeers = { initScript: keepPeers };
  const host = new Caller(await hostOpensRoom(t, browser, server, "Asha Rao", { ...withPeers, ...hostOptions }));
  const comesToTheDoor = async (name, options) =>
    new Caller(await arrive(t, theirs, server, host.room.link, name, { ...withPeers, ...options }));
  const comesIn = async (name, options) => {
    const person = await comesToTheDoor(name, options);
    await person.room.knock();
    await host.room.admit(name);
    await person.room.isInside();
    return person;
  };
  return { server, host, comesToTheDoor, comesIn };
}

/** What someone in the call does and sees. */
export class Caller {
  constructor(room) {
    this.room = room;
  }

  get page() {
    return this.room.page;
  }

  get name() {
    return this.room.name;
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Turns microphone and camera on. */
  async joins() {
    await this.button("Join call").click();
    await this.button("Turn camera off").waitFor();
  }

  tile(name) {
    return this.page.getByRole("listitem", { name: `Video of ${name}`, exact: true });
  }

  /** From now on notes whether someone's tile was missing, and what stood on it. */
  watchesTile(name) {
    return this.page.evaluate((label) => {
      window.watched = { missing: 0, texts: [] };
      const look = () => {
        const tile = document.querySelector(`li[aria-label="${label}"]`);
        if (tile) window.watched.texts.push(tile.textContent);
        else window.watched.missing += 1;
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
      look();
    }, `Video of ${name}`);
  }

  /** What was noted, and what is. */
  watched() {
    return this.page.evaluate(() => window.watched);
  }

  screenOf(name) {
    return this.page.getByRole("listitem", { name: `Screen of ${name}`, exact: true });
  }

  /**
   * Waits until someone's picture is not black and moves by what comes now: its pixels are other ones, and more than
   * three frames were decoded. Decoded frames alone would be no sign: a browser may draw none of them.
   */
  sees(name, milliseconds) {
    return this.#seesIn(this.tile(name), name, milliseconds);
  }

  /** The same of their shared screen. */
  seesScreenOf(name, milliseconds) {
    return this.#seesIn(this.screenOf(name), `the screen of ${name}`, milliseconds);
  }

  async #seesIn(tile, what, milliseconds = FIRST_PICTURE_MS) {
    let first = null;
    await until(
      async () => {
        const now = await pictureIn(tile);
        if (!now || now.brightness <= 10) return false;
        // A new connection counts its frames anew.
        if (!first || now.frames < first.frames) first = now;
        return now.frames > first.frames + 3 && now.pixels !== first.pixels;
      },
      `${this.name} sees ${what}`,
      milliseconds,
    );
  }

  /** Waits until someone's initials stand where their picture was. */
  async seesNoPictureOf(name, milliseconds = 5_000) {
    await this.tile(name).locator("video").waitFor({ state: "detached", timeout: milliseconds });
  }

  /** Bytes that came in at one place of all connections that are open. */
  bytes(slot) {
    return this.page.evaluate(async (mid) => {
      let sum = 0;
      for (const peer of window.peers) {
        if (peer.connectionState === "closed") continue;
        for (const report of (await peer.getStats()).values()) {
          if (report.type === "inbound-rtp" && report.mid === mid) sum += report.bytesReceived;
        }
      }
      return sum;
    }, String(["microphone", "camera", "screen", "sound"].indexOf(slot)));
  }

  /** Bytes of a kind that come in within some time. */
  async bytesWithin(slot, milliseconds) {
    const before = await this.bytes(slot);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return (await this.bytes(slot)) - before;
  }

  /** Does something to each connection that is open. */
  withPeers(act) {
    return this.page.evaluate(`window.peers.filter((peer) => peer.signalingState !== "closed").forEach(${act})`);
  }

  /** Adds a track to the connection at some time, in ms since 1970, so that several do it in the same moment. */
  addsTrackAt(at) {
    return this.page.evaluate(
      (wait) => setTimeout(() => window.peers.at(-1).addTransceiver("audio"), wait),
      at - Date.now(),
    );
  }

  /** How many places for media are agreed on; none while a negotiation goes on. */
  settledPlaces() {
    return this.page.evaluate(() => {
      const peer = window.peers.at(-1);
      const agreed = peer.getTransceivers().filter(({ mid }) => mid !== null);
      return peer.signalingState === "stable" ? agreed.length : 0;
    });
  }

  /** How many offers this side made, and how many it took back since another one came. */
  offers() {
    return this.page.evaluate(() => window.peers.at(-1).offers);
  }

  /** How many sessions there have been. */
  sessions() {
    return this.page.evaluate(() => window.peers.length);
  }

  /** What may be sent of pictures, to all together, in bits per second. */
  uplink() {
    return this.page.evaluate(() =>
      window.peers
        .filter(({ connectionState }) => connectionState === "connected")
        .flatMap((peer) => peer.getSenders())
        .filter(({ track }) => track?.kind === "video")
        .reduce((sum, sender) => sum + (sender.getParameters().encodings[0].maxBitrate ?? Infinity), 0),
    );
  }

  /** Waits until so many bits per second may be sent. */
  sendsAtMost(bits) {
    return until(async () => (await this.uplink()) === bits, `${this.name} sends at most ${bits} bits per second`);
  }

  /** By which kinds of candidates each connection that is there goes, here and there: `relay/relay`. */
  ways() {
    return this.page.evaluate(async () => {
      const ways = [];
      for (const peer of window.peers.filter(({ connectionState }) => connectionState === "connected")) {
        const stats = await peer.getStats();
        const transport = [...stats.values()].find(({ type }) => type === "transport");
        const pair = stats.get(transport.selectedCandidatePairId);
        const [local, remote] = [pair.localCandidateId, pair.remoteCandidateId].map((id) => stats.get(id).candidateType);
        ways.push(`${local}/${remote}`);
      }
      return ways;
    });
  }

  openConnections() {
    return this.page.evaluate(() => window.peers.filter((peer) => peer.signalingState !== "closed").length);
  }

  /** How many cameras run for this page. */
  camerasInUse() {
    return this.page.evaluate(
      () => window.captured.filter(({ kind, readyState }) => kind === "video" && readyState === "live").length,
    );
  }

  /** The kinds of all that was taken from devices and is not let go. */
  inUse() {
    return this.page.evaluate(() =>
      window.captured.filter(({ readyState }) => readyState === "live").map(({ kind }) => kind),
    );
  }

  /** By which names the ends of each open connection look for ways to each other; others after an ICE restart. */
  iceNames() {
    return this.page.evaluate(() =>
      window.peers
        .filter(({ signalingState }) => signalingState === "stable")
        .flatMap(({ currentLocalDescription, currentRemoteDescription }) =>
          [currentLocalDescription, currentRemoteDescription].map(({ sdp }) => /^a=ice-ufrag:(.+)$/m.exec(sdp)[1]),
        ),
    );
  }

  /** The ids of the tracks that are sent. */
  tracks() {
    return this.page.evaluate(() =>
      window.peers.at(-1).getSenders().flatMap(({ track }) => (track ? [track.id] : [])),
    );
  }

  /** When someone's first picture is on screen, in ms since 1970. */
  firstPicture(name) {
    return this.page.evaluate(
      (label) =>
        new Promise((resolve) => {
          const look = () => {
            const video = document.querySelector(`li video[aria-label="${label}"]`);
            if (video) video.requestVideoFrameCallback(() => resolve(Date.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
      `Video of ${name}`,
    );
  }

  /** Their tab dies, as of a lack of memory. */
  async crashes() {
    const session = await this.room.context.newCDPSession(this.page);
    session.send("Page.crash").catch(() => {});
    await this.page.waitForEvent("crash");
  }
}
