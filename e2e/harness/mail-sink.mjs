// A real mail server, aiosmtpd, that keeps what it gets: in folders, as files that can be read.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "./daemon.mjs";
import { ROOT, temporaryFolder, until } from "./server.mjs";

const SCRIPT = fileURLToPath(new URL("mail_sink.py", import.meta.url));
const WHEEL = process.env.AIOSMTPD ?? path.join(ROOT, "target/tools/aiosmtpd");

/**
 * Starts a sink on a free port; `mode` is `normal`, `hang` (accepts connections, and never answers), `refuse` (550)
 * or `greylist` (451 at first). It is stopped when the test ends.
 */
export async function startMailSink(t, { mode = "normal" } = {}) {
  if (!existsSync(WHEEL)) throw new Error(`${WHEEL} is missing: run ./dev test, or install_wheel aiosmtpd`);
  const sink = new MailSink(await freePort(), await temporaryFolder(t));
  t.after(() => sink.stop());
  await sink.start(mode);
  return sink;
}

class MailSink {
  #process;
  #lines;

  constructor(port, folder) {
    Object.assign(this, { port, folder });
  }

  /** For SMTP_URL. */
  get url() {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Starts the process; resolves once it listens. Restarted, it has its old port, and the mails that it had. */
  async start(mode) {
    const environment = { ...process.env, PYTHONPATH: WHEEL, PYTHONDONTWRITEBYTECODE: "1" };
    const folder = path.join(this.folder, String((await readdir(this.folder)).length));
    await mkdir(folder);
    const args = [SCRIPT, String(this.port), folder, mode];
    this.#process = spawn("python3", args, { env: environment, stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    await until(() => this.#process.exitCode !== null || this.#listens(), "the mail sink listens");
    if (this.#process.exitCode !== null) throw new Error("the mail sink ended at its start");
  }

  #listens() {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, "127.0.0.1");
      socket.once("error", () => resolve(false));
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
    });
  }

  /** Behaves so from now on, on open connections from their next recipient on. */
  async become(mode) {
    this.#process.stdin.write(`${mode}\n`);
    await this.#lines.next();
  }

  /** How many mails there are, without a look into them. */
  async count() {
    return (await this.#files()).length;
  }

  /** The mails in the order of their arrival: `raw`, and the headers that tests ask for. */
  async mails() {
    const files = await this.#files();
    return Promise.all(files.map(async (file) => described(await readFile(file, "utf8"))));
  }

  /** The first `count` mails, once there are as many. */
  async arrived(count, milliseconds) {
    await until(async () => (await this.count()) >= count, `${count} mails arrive`, milliseconds);
    return this.mails();
  }

  async #files() {
    const names = await readdir(this.folder, { recursive: true });
    const mails = names.filter((name) => name.endsWith(".eml")).sort();
    return mails.map((name) => path.join(this.folder, name));
  }

  async stop() {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }
}

/** A mail, with the headers by which tests tell mails apart. */
function described(raw) {
  const [head] = raw.split(/\r?\n\r?\n/, 1);
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const header = (name) => unfolded.match(new RegExp(`^${name}: (.*)$`, "im"))?.[1].trim();
  return { raw, to: header("To"), subject: header("Subject"), messageId: header("Message-ID") };
}
