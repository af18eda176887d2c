// The mails of a server without SMTP: files in its outbox.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { until } from "./server.mjs";

/** The link to that page in the newest mail to an address that has one: path and query. Waits for it. */
export function mailedLink(server, address, page) {
  const link = new RegExp(`${page}\\?token=[\\w-]+`);
  return until(() => newest(server, address, link), `a mail to ${address} with a link to ${page}`);
}

/** The link to the room in the newest invitation to an address: its path. Waits for it. */
export function invitedTo(server, address) {
  return until(() => newest(server, address, /\/r\/[\w-]+/), `an invitation to ${address}`);
}

/** The mails so far, oldest first, as they were written. Of what is still being written there is nothing. */
export async function outboxOf(server) {
  const outbox = path.join(server.dataDir, "outbox");
  const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
  return Promise.all(names.map((name) => readFile(path.join(outbox, name), "utf8")));
}

async function newest(server, address, link) {
  const links = (await outboxOf(server))
    .filter((mail) => mail.includes(`\nTo: ${address}`) || mail.includes(`<${address}>`))
    .map((mail) => unquoted(mail).match(link)?.[0]);
  return links.filter(Boolean).at(-1);
}

/** Without the quoted-printable (RFC 2045, 6.7) that breaks long lines and hides the equals sign. */
function unquoted(mail) {
  return mail.replace(/=\r?\n/g, "").replaceAll("=3D", "=");
}
