// nginx and HAProxy with the configuration that is shipped: only addresses are the test's.

import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Daemon, freePort } from "./daemon.mjs";
import { ROOT, temporaryFolder } from "./server.mjs";

const SHIPPED = path.join(ROOT, "deploy");

/** nginx in front of the nodes; gives what tests take for a server. */
export async function startNginx(t, nodes) {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  await mkdir(path.join(folder, "codevlive"));
  await copyFile(path.join(SHIPPED, "nginx/codevlive.conf"), path.join(folder, "codevlive.conf"));
  const servers = nodes.map((node) => `server 127.0.0.1:${node.port} max_fails=1 fail_timeout=2s;\n`);
  await writeFile(path.join(folder, "codevlive/nodes.conf"), servers.join(""));
  await writeFile(path.join(folder, "codevlive/listen.conf"), `listen 127.0.0.1:${port};\n`);
  await writeFile(path.join(folder, "nginx.conf"), around(folder));
  const nginx = new Daemon(port, ["nginx", "-c", path.join(folder, "nginx.conf"), "-p", folder]);
  t.after(() => nginx.kill("SIGTERM"));
  await nginx.start();
  return { url: `http://127.0.0.1:${port}`, port };
}

/** What Debian's nginx.conf is around a site, for a folder and a user of the test's. */
function around(folder) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
    daemon off;
    worker_processes 2;
    pid ${folder}/pid;
    error_log stderr warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n      ")}
      include codevlive.conf;
    }
  `;
}

/** HAProxy in front of two nodes. */
export async function startHaproxy(t, [first, second]) {
  const port = await freePort();
  const haproxy = new Daemon(port, ["haproxy", "-db", "-f", path.join(SHIPPED, "haproxy/haproxy.cfg")], {
    CODEVLIVE_BIND: `127.0.0.1:${port}`,
    CODEVLIVE_NODE1: `127.0.0.1:${first.port}`,
    CODEVLIVE_NODE2: `127.0.0.1:${second.port}`,
  });
  t.after(() => haproxy.kill("SIGTERM"));
  await haproxy.start();
  return { url: `http://127.0.0.1:${port}`, port };
}
