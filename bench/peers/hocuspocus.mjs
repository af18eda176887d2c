// Hocuspocus as it comes, holding documents in memory only; with its Redis extension if it is to be one
// of several nodes.
import process from "node:process"
import { Redis } from "@hocuspocus/extension-redis"
import { Server } from "@hocuspocus/server"

const token = process.env.TOKEN
const redis = process.env.REDIS_PORT

const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  extensions: redis ? [new Redis({ host: "127.0.0.1", port: Number(redis) })] : [],
  // A silent connection is closed after a minute; filling the server with idle ones may take longer.
  timeout: 15 * 60_000,
  async onAuthenticate(attempt) {
    if (attempt.token !== token) throw new Error("unauthenticated")
  },
})

await server.listen()
