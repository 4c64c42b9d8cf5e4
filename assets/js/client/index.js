export { ViewHook } from "./hooks.js"
export { LiveSocket } from "./live_socket.js"
export { Rendered } from "./rendered.js"
