/** What a call would find on its way. */
export interface Reach {
  /** The server, there and back, in ms; null if it did not answer. */
  server: number | null;
  /** Whether what helps calls through firewalls is reached; `none`: this server offers nothing of the kind. */
  helper: "relay" | "address" | "unreached" | "none";
  /** By way of the relay, there and back, in ms. */
  relay: number | null;
}

interface TestSettings {
  servers: () => Promise<RTCIceServer[]>;
  connect: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** Asks the server something small. */
  knock: () => Promise<unknown>;
}

/** What has not answered within this time is out of reach, in ms. */
const TIMEOUT_MS = 6_000;
/** The shortest of so many times is the way itself, without what the browser does meanwhile. */
const TIMES = 3;

/** Finds out whether a call would get through. */
export async function testConnection({ servers, connect, knock }: TestSettings): Promise<Reach> {
  const server = await shortest(knock);
  const found = await servers().catch(() => []);
  if (found.length === 0) return { server, helper: "none", relay: null };
  if (found.some((each) => hasScheme(each, /^turns?:/))) {
    const relay = await throughRelay(() =>
      connect({ iceServers: found, iceTransportPolicy: "relay" }),
    );
    if (relay !== null) return { server, helper: "relay", relay };
  }
  const address = await learnsAddress(connect({ iceServers: found }));
  return { server, helper: address ? "address" : "unreached", relay: null };
}

const hasScheme = ({ urls }: RTCIceServer, scheme: RegExp): boolean =>
  [urls].flat().some((url) => scheme.test(url));

async function shortest(ask: () => Promise<unknown>): Promise<number | null> {
  let best: number | null = null;
  for (let time = 0; time < TIMES; time += 1) {
    const took = await stopwatch(ask).catch(() => null);
    if (took !== null) best = Math.min(best ?? took, took);
  }
  return best;
}

async function stopwatch(ask: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await ask();
  return Math.round(performance.now() - begun);
}

const within = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([
    answer,
    new Promise<null>((resolve) => setTimeout(() => resolve(null), TIMEOUT_MS)),
  ]);

/** Two ends on this page that meet at the relay: a word there and back, in ms; null if they don't meet. */
async function throughRelay(connect: () => RTCPeerConnection): Promise<number | null> {
  const [near, far] = [connect(), connect()];
  near.onicecandidate = ({ candidate }) =>
    void far.addIceCandidate(candidate ?? undefined).catch(() => {});
  far.onicecandidate = ({ candidate }) =>
    void near.addIceCandidate(candidate ?? undefined).catch(() => {});
  far.ondatachannel = ({ channel }) => {
    channel.onmessage = ({ data }) => channel.send(data);
  };
  const channel = near.createDataChannel("test");
  const opened = new Promise((resolve) => {
    channel.onopen = resolve;
  });
  const echo = () =>
    new Promise((resolve) => {
      channel.onmessage = resolve;
      channel.send("there and back");
    });
  try {
    await near.setLocalDescription();
    if (near.localDescription) await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription();
    if (far.localDescription) await near.setRemoteDescription(far.localDescription);
    return await within(opened.then(() => shortest(echo)));
  } catch {
    return null;
  } finally {
    near.close();
    far.close();
  }
}

/** Whether a server tells this browser its address on the internet. */
async function learnsAddress(connection: RTCPeerConnection): Promise<boolean> {
  const told = new Promise<boolean>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate === null) resolve(false);
      else if (candidate.type === "srflx" || candidate.type === "relay") resolve(true);
    };
  });
  connection.createDataChannel("test");
  try {
    await connection.setLocalDescription();
    return (await within(told)) ?? false;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}
