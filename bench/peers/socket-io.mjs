// The least that a Socket.IO server can do with an edit: hand it to the others of the room and
// acknowledge it. It stores nothing, so it is a floor for what Socket.IO on Node costs.
import { createServer } from "node:http"
import process from "node:process"
import { Server } from "socket.io"

const token = process.env.TOKEN
const http = createServer()
const rooms = new Server(http, { serveClient: false }).of("/room")

rooms.use((socket, next) => {
  next(socket.handshake.auth.token === token ? undefined : new Error("unauthenticated"))
})

rooms.on("connection", (socket) => {
  const { room } = socket.handshake.auth
  socket.join(room)
  socket.on("edit", (pad, update, acknowledge) => {
    socket.to(room).emit("edit", pad, update, { actor: socket.id })
    acknowledge({ ok: true })
  })
})

http.listen(Number(process.env.PORT), "127.0.0.1")
