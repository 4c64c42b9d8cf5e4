import { decode, encode } from "./binary.js"
import { createCommands, createOperations } from "./commands.js"
import { bindDrops } from "./drop.js"
import { bindMoreEvents } from "./events.js"
import { FocusWrap } from "./focus_wrap.js"
import { InfiniteScroll } from "./infinite_scroll.js"
import { LongPoll } from "./long_poll.js"
import { createNavigation } from "./navigation.js"
import { teleport } from "./portals.js"
import { showSigns } from "./signs.js"
import { createChannelUploader } from "./upload_entry.js"
import { createUploads } from "./uploads.js"

/**
 * What a page needs some time after it is live, or never: JS commands, navigation, keys, signs of the connection, uploads,
 * portals, long polling.
 *
 * It is a file of its own, so nothing here may keep what the other file keeps, too: state and whoever holds some come as
 * `core`.
 *
 * @param {import("../client/live_socket.js").LiveSocket} liveSocket
 * @param {typeof import("../client/core.js").core} core
 * @param {import("../client/events.js").Events} events
 * @param {AbortSignal} signal ends what it listens to
 */
export function createMore(liveSocket, core, events, signal) {
  const { chosenFiles, createChannel, exec, mark, morphElement, operations, touchAll, View } = core
  Object.assign(operations, createOperations(mark, exec))
  Object.assign(liveSocket.socket, { encode, decode })
  if (liveSocket.signs) showSigns(!liveSocket.main?.isConnected(), signal)
  const { LiveFileUpload, LiveImgPreview, ...uploads } = createUploads(liveSocket, chosenFiles, createChannelUploader(createChannel))
  bindDrops(events, uploads.trackFiles)
  return {
    ...createNavigation(liveSocket, (el, how) => liveSocket.add(new View(el, liveSocket, how)), signal),
    ...uploads,
    clickAway: bindMoreEvents(events, touchAll),
    commands: (type) => createCommands(liveSocket, exec, type),
    hooks: { FocusWrap, InfiniteScroll, LiveFileUpload, LiveImgPreview },
    teleport: (viewId, template, content, patch) => teleport(viewId, template, content, patch, morphElement),
    LongPoll
  }
}
