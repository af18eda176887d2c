// A connection belongs to one room and one person, and goes the moment its person has no right to it,
// whichever node it is on.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as Y from "yjs";
import { call, createRoom, joinAsGuest, signUp } from "../harness/http.mjs";
import { admitted, connect, hostedRoom } from "../harness/participant.mjs";
import { closes, firstBytes, frame, openWebSocket } from "../harness/raw.mjs";
import { startNodes } from "../harness/nodes.mjs";
import { until } from "../harness/server.mjs";

const AT_ONCE_MS = 1_000;

const [first, ...others] = await startNodes({ after });

/** The host is on the first node, the candidate on another. */
async function stage(t, node, role = "candidate") {
  const hosted = await hostedRoom(t, first);
  const near = await admitted(t, first, hosted, "Cato", role);
  const far = await connect(node, near.person, hosted.room);
  t.after(() => far.leave());
  await far.sees(({ me }) => me.state === "inside", "the other node has them inside");
  return { ...hosted, candidates: [near, far], person: near.view.me.id };
}

/** All of them hear why, and are cut off, in time. */
async function areClosed(participants, reason) {
  const began = performance.now();
  for (const participant of participants) {
    await until(() => participant.socket.disconnected, `closed: ${reason}`, AT_ONCE_MS);
    assert.equal(participant.closedReason, reason);
  }
  return performance.now() - began;
}

for (const [number, node] of others.entries()) {
  test(`node ${number + 2}: removal closes all of a person's sockets`, async (t) => {
    const { host, candidates, person } = await stage(t, node);
    await host.does("remove", { person });
    await areClosed(candidates, "removed");
  });

  test(`node ${number + 2}: the end closes the candidates' sockets, and they stay out`, async (t) => {
    const { room, host, candidates } = await stage(t, node);
    await host.does("end");
    await areClosed(candidates, "ended");
    await assert.rejects(connect(node, candidates[0].person, room), /room_ended/);
  });

  test(`node ${number + 2}: logging out closes the sockets of that sign-in only`, async (t) => {
    const host = await signUp(first, "Asha");
    const room = await createRoom(first, host);
    const sockets = [await connect(first, host, room), await connect(node, host, room)];
    const again = await call(first, "POST", "/auth/login", { body: { email: host.email, password: host.password } });
    const other = await connect(node, { token: again.body.accessToken }, room);
    t.after(() => other.leave());
    await call(first, "POST", "/auth/logout", { token: host.token });
    await areClosed(sockets, "signed_out");
    await other.does("raise_hand");
    await assert.rejects(connect(node, host, room), /unauthenticated/);
  });

  test(`node ${number + 2}: who is demoted reads and decides nothing more`, async (t) => {
    const { host, candidates, person } = await stage(t, node, "interviewer");
    const notes = host.pad("notes");
    const doc = await host.open(notes);
    await host.does("set_role", { person, role: "observer" });
    for (const demoted of candidates) {
      await demoted.sees(({ me }) => me.role === "observer", "the new role", AT_ONCE_MS);
      assert.equal(demoted.pad("notes"), undefined);
      const read = await demoted.ask("sync", notes.id, Y.encodeStateVector(new Y.Doc()));
      assert.equal(read.code, "forbidden");
      assert.equal((await demoted.command("lock", { pad: host.pad("code").id })).code, "forbidden");
      demoted.received.length = 0;
    }
    await host.edits(notes, doc, (text) => text.insert(0, "between us"));
    for (const demoted of candidates) {
      // What was sent before this answer has come by then.
      await demoted.command("raise_hand");
      const edits = demoted.received.filter(({ event, args }) => event === "edit" && args[0] === notes.id);
      assert.deepEqual(edits, []);
    }
  });
}

const connectPacket = ({ token }, room) => frame(`40/room,${JSON.stringify({ token, room: room.id })}`);

test("of two CONNECT packets at once, one counts, and one room is all it has", async (t) => {
  const { room } = await hostedRoom(t, first);
  const other = await hostedRoom(t, first);
  const { person } = await admitted(t, first, other, "Cato");
  const account = await signUp(first, "Mallory");
  // Both are on their way before either has been answered: one of an outsider, one of a member.
  const socket = await openWebSocket(first);
  socket.socket.write(Buffer.concat([connectPacket(account, room), connectPacket(person, other.room)]));
  await Promise.race([firstBytes(socket, '"view"'), socket.closed]);
  socket.socket.write(frame('42/room,5["command",{"id":"1","type":"raise_hand"}]'));
  await Promise.race([firstBytes(socket, "43/room,5"), socket.closed]);
  const text = socket.received.toString("latin1");
  const rooms = [room.id, other.room.id].filter((id) => text.includes(`{"room":{"id":"${id}"`));
  assert.ok(rooms.length <= 1, text);
  assert.ok(!(rooms[0] === room.id && text.includes('"ok":true')), "an outsider of the first has no rights of the second");
  socket.socket.destroy();
});

test("messages before the CONNECT packet, or behind a refused one, do nothing", async (t) => {
  const { room, host } = await hostedRoom(t, first);
  const stranger = await joinAsGuest(first, await createRoom(first, await signUp(first, "Other")), "Stranger");
  const head = host.seq;
  const say = frame('42/room,1["command",{"id":"1","type":"say","text":"hello","to":"all"}]');
  for (const bytes of [say, Buffer.concat([connectPacket(stranger, room), say])]) {
    const socket = await openWebSocket(first);
    socket.socket.write(bytes);
    socket.socket.write(frame("1"));
    await closes(socket, "after its own close packet");
    assert.ok(!socket.received.includes('"ok":true'));
  }
  assert.equal((await host.does("raise_hand")).seq, head + 1, "nothing was said");
});
