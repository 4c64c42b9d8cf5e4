"""The reference: picows, on the event loop that Python brings along."""

import asyncio
import os

from picows import WSListener, ws_create_server


class Echo(WSListener):
    def on_ws_frame(self, transport, frame):
        transport.send(frame.msg_type, frame.get_payload_as_bytes())


async def main():
    server = await ws_create_server(lambda request: Echo(), "127.0.0.1", int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
