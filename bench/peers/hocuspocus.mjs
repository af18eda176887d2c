// Hocuspocus as it comes, holding documents in memory only.
import process from "node:process"
import { Server } from "@hocuspocus/server"

const token = process.env.TOKEN

const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  // A silent connection is closed after a minute; filling the server with idle ones may take longer.
  timeout: 15 * 60_000,
  async onAuthenticate(attempt) {
    if (attempt.token !== token) throw new Error("unauthenticated")
  },
})

await server.listen()
