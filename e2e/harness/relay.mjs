// Run by itself: leads what connects to the first address to the second one, over TCP.

import net from "node:net";

const [from, to] = process.argv.slice(2).map((text) => {
  const { hostname, port } = new URL(`tcp://${text}`);
  return { host: hostname, port: Number(port) };
});

net
  .createServer((near) => {
    const distant = net.connect(to);
    near.pipe(distant).pipe(near);
    near.on("error", () => distant.destroy());
    distant.on("error", () => near.destroy());
  })
  .listen(from, () => console.log("listening"));
