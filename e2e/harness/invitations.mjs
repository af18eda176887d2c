// Mails in any number: each invitation to a room is one.

import { call, createRoom, signUp } from "./http.mjs";

/** Calls that are under way at once. */
const TOGETHER = 20;

/** Invites so many people to a new room; who invites, and their addresses. */
export async function inviteMany(server, count) {
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host);
  const addresses = Array.from({ length: count }, (_, n) => `guest-${n}@example.org`);
  const waiting = [...addresses];
  const invite = async () => {
    for (let email = waiting.pop(); email; email = waiting.pop()) {
      const body = { email, role: "candidate" };
      const { status } = await call(server, "POST", `/rooms/${room.id}/invitations`, { token: host.token, body });
      if (status !== 201) throw new Error(`${email}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, invite));
  return { host, room, addresses };
}

/** How often a mail to each of these addresses arrived, and under which Message-IDs. */
export function deliveries(mails, addresses) {
  const known = new Map(addresses.map((address) => [address, []]));
  for (const { to, messageId } of mails) {
    const address = to.match(/[^\s<]+@[^\s>]+/)[0];
    known.get(address)?.push(messageId);
  }
  return known;
}
