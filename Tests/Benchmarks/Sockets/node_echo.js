// The reference: `ws`, as Debian packages it.
const { WebSocketServer } = require("ws")

const server = new WebSocketServer({ port: Number(process.env.PORT), perMessageDeflate: false })
server.on("connection", (socket) => socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary })))
