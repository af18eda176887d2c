// Firebase's Auth emulator by itself: no Java, no project, no network. Says its address once it is up.
//
// Not by the command-line tool around it, which would ask Google for news first, and start a hub and a logger.

const { AuthEmulator } = require("firebase-tools/lib/emulator/auth");

const [port, projectId] = process.argv.slice(2);
const emulator = new AuthEmulator({ host: "127.0.0.1", port: Number(port), projectId });
emulator.start().then(() => process.stdout.write(`http://127.0.0.1:${port}\n`));
