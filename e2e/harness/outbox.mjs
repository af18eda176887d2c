// The mails of a server without SMTP: files in its outbox.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { until } from "./server.mjs";

/** The link to that page in the newest mail to an address that has one: path and query. Waits for it. */
export function mailedLink(server, address, page) {
  return until(() => newestLink(path.join(server.dataDir, "outbox"), address, page), `a mail to ${address} with a link to ${page}`);
}

async function newestLink(outbox, address, page) {
  const names = await readdir(outbox).catch(() => []);
  const mails = await Promise.all(names.sort().map((name) => readFile(path.join(outbox, name), "utf8")));
  const links = mails
    .filter((mail) => mail.includes(`\nTo: ${address}`) || mail.includes(`<${address}>`))
    .map((mail) => unquoted(mail).match(new RegExp(`${page}\\?token=[\\w-]+`))?.[0]);
  return links.filter(Boolean).at(-1);
}

/** Without the quoted-printable (RFC 2045, 6.7) that breaks long lines and hides the equals sign. */
function unquoted(mail) {
  return mail.replace(/=\r?\n/g, "").replaceAll("=3D", "=");
}
