// Calls where nothing but a TURN server lets people through: with credentials that hold they go through it, and with
// others they don't.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callRoom, openCaller, RELAY_ONLY } from "../harness/call.mjs";
import { freePort } from "../harness/daemon.mjs";
import { noNetworks, serverBetween, twoNetworks } from "../harness/networks.mjs";
import { runCommand, startServer } from "../harness/server.mjs";
import { credentialsFor, noCoturn, permissionsFor, relaysFor, startCoturn } from "../harness/turn.mjs";

const SECRET = "of which only servers may know, and a test";
const HOUR = 3_600;

/** Somewhere that no relay may lead: networks behind it, the machine itself, a cloud's metadata. */
const PRIVATE = ["10.0.0.1", "127.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"];
const PUBLIC = "8.8.8.8";

/** A server with a TURN server of its own. */
async function embedded(t) {
  const turn = { host: "127.0.0.1", port: await freePort() };
  const address = `${turn.host}:${turn.port}`;
  const server = await startServer(t, { environment: { TURN_LISTEN: address, TURN_SECRET: SECRET } });
  return { server, turn, url: `turn:${address}?transport=udp`, options: {}, browsers: [await openCaller(t)] };
}

/** A server with coturn beside it, both in a network of their own: coturn refuses relays on the loopback. */
async function coturn(t) {
  const [network] = await twoNetworks(t);
  const turn = await startCoturn(t, network, SECRET);
  const url = `turn:${turn.host}:${turn.port}`;
  const environment = { TURN_URL: url, TURN_SECRET: SECRET };
  const server = await startServer(t, { environment, prefix: network.prefix });
  const { stdout } = await runCommand(server, ["check"]);
  assert.match(stdout, /lets us in/);
  return { server, turn, url, options: { at: server.url }, browsers: [await openCaller(t, { network })] };
}

for (const [name, start, skip] of [
  ["the embedded server", embedded, false],
  ["coturn", coturn, (await noCoturn) || (await noNetworks)],
]) {
  test(`${name}: two who have no other way see and hear each other`, { skip }, async (t) => {
    const { server, browsers, options } = await start(t);
    const both = { ...options, ...RELAY_ONLY };
    const { host, comesIn } = await callRoom(t, both, { server, browsers });
    const cleo = await comesIn("Cleo Park", both);
    await host.joins();
    await cleo.joins();
    await Promise.all([host.sees("Cleo Park"), cleo.sees("Asha Rao")]);
    assert.ok((await host.bytesWithin("microphone", 500)) > 0, "the host hears the candidate");
    assert.deepEqual([await host.ways(), await cleo.ways()], [["relay/relay"], ["relay/relay"]]);
  });

  test(`${name}: expired and forged credentials open nothing, and no relay leads to a private peer`, { skip }, async (t) => {
    const { server, browsers, options, url, turn } = await start(t);
    const { host } = await callRoom(t, options, { server, browsers });
    const good = credentialsFor(SECRET, HOUR);
    const tried = (credentials) => relaysFor(host.page, url, credentials);
    assert.deepEqual(await tried(good), { relays: 1, errors: [] });
    const bad = {
      expired: credentialsFor(SECRET, -1),
      forged: credentialsFor("another secret of the same length or so", HOUR),
      borrowed: { ...good, username: credentialsFor(SECRET, HOUR, "somebody-else").username },
    };
    for (const [what, credentials] of Object.entries(bad)) {
      assert.deepEqual(await tried(credentials), { relays: 0, errors: [401] }, what);
    }
    const { opened, codes } = await permissionsFor(turn, good, [...PRIVATE, PUBLIC]);
    assert.equal(opened, 0);
    assert.deepEqual(codes, { ...Object.fromEntries(PRIVATE.map((peer) => [peer, 403])), [PUBLIC]: 0 });
  });
}

test("the lobby says in how many ms the relay is reached, and plainly that it is not", { skip: await noNetworks }, async (t) => {
  const [near, far] = await twoNetworks(t);
  const server = await serverBetween(t, [near, far], { TURN_LISTEN: `${near.address}:3478` });
  const options = { at: server.url };
  const browsers = [await openCaller(t, { network: near }), await openCaller(t, { network: far })];
  const { comesToTheDoor } = await callRoom(t, options, { server, browsers });
  const cleo = await comesToTheDoor("Cleo Park", options);
  await cleo.page.getByText(/The server answers in \d+ ms\. Video gets through firewalls too, in \d+ ms\./).waitFor();
  await far.blockUdp();
  await cleo.button("Test again").click();
  await cleo.page.getByText(/The server answers in \d+ ms\. A firewall seems to stop video from here\./).waitFor();
  assert.ok((await far.unblockUdp()) > 0, "nothing was dropped: the test shows nothing");
  await cleo.button("Test again").click();
  await cleo.page.getByText(/Video gets through firewalls too/).waitFor();
});
