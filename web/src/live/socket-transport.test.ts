import { beforeEach, expect, it, vi } from "vitest";
import { SocketTransport } from "@/live/socket-transport";

/** The socket, as far as connecting goes: what it would try first, and how an attempt ends. */
const socket = vi.hoisted(() => {
  const handlers = new Map<string, (error: Error) => void>();
  return {
    tried: [] as unknown[],
    io: { opts: { transports: [] as string[] } },
    on: (name: string, handler: (error: Error) => void) => handlers.set(name, handler),
    connect() {
      this.tried.push(this.io.opts.transports[0]);
    },
    disconnect: () => {},
    fail: (message: string) => handlers.get("connect_error")?.(new Error(message)),
  };
});

vi.mock("socket.io-client", () => ({ io: () => socket }));

let transport: SocketTransport;
const listener = {
  connected: () => {},
  disconnected: () => {},
  view: () => {},
  entry: () => {},
  edit: () => {},
  awareness: () => {},
  rtc: () => {},
  closed: () => {},
};
const connect = () => transport.connect({ token: "t", room: "r", after: 0 });

beforeEach(() => {
  socket.tried.length = 0;
  transport = new SocketTransport("r");
  transport.listen(listener);
});

it("polls first, once, after a WebSocket that hung", () => {
  connect();
  socket.fail("timeout");
  connect();
  socket.fail("timeout");
  connect();
  expect(socket.tried).toEqual(["websocket", "polling", "websocket"]);
});

it("goes on with WebSocket after any other end of an attempt", () => {
  connect();
  socket.fail("try_later");
  connect();
  expect(socket.tried).toEqual(["websocket", "websocket"]);
});
