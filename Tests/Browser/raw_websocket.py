"""A WebSocket peer written by hand from RFC 6455, so that it can say what no library would let it say."""

import base64
import hashlib
import json
import os
import socket
import struct

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PATIENCE = 10


class Refused(Exception):
    """The upgrade was answered with something other than 101."""

    def __init__(self, status, headers, body):
        super().__init__(f"HTTP {status}")
        self.status, self.headers, self.body = status, headers, body


def frame(opcode, payload=b"", *, fin=True, rsv=0, masked=True, length=None):
    """One frame as bytes. `length` lies about the payload's size."""
    size = len(payload) if length is None else length
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    mask_bit = 0x80 if masked else 0
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 1 << 16:
        head += struct.pack("!BH", mask_bit | 126, size)
    else:
        head += struct.pack("!BQ", mask_bit | 127, size)
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))


class RawWebSocket:
    """Connects and upgrades, or raises `Refused`."""

    def __init__(self, port, *, path="/live/websocket?vsn=2.0.0", origin=None, cookies=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: localhost:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            *([f"Origin: {origin}"] if origin is not None else []),
            *([f"Cookie: {cookies}"] if cookies else []),
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        status, headers = self._response_head()
        if status != 101:
            body = self._take(int(headers.get("content-length", 0)))
            self.socket.close()
            raise Refused(status, headers, body)
        expected = base64.b64encode(hashlib.sha1((key + ACCEPT_GUID).encode()).digest()).decode()
        assert headers["sec-websocket-accept"] == expected

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def push(self, *message):
        """Sends one Phoenix message: join ref, ref, topic, event, payload."""
        self.send(frame(TEXT, json.dumps(message).encode()))

    def receive(self):
        """The next frame as (opcode, payload); None at the end of the stream."""
        try:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self._take(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._take(8))
            assert not second & 0x80, "a server must not mask (§5.1)"
            return first & 0xF, self._take(size)
        except (EOFError, ConnectionResetError):
            return None

    def receive_message(self):
        """The next Phoenix message as a list."""
        opcode, payload = self.receive()
        assert opcode == TEXT, f"opcode {opcode} instead of text"
        return json.loads(payload)

    def close_code(self):
        """Reads until the peer closes, answers, and waits for the end. The code; None if it went without one."""
        while (received := self.receive()) is not None:
            opcode, payload = received
            if opcode == CLOSE:
                self._answer_close(payload)
                assert self.receive() is None, "something came after the Close frame (§5.5.1)"
                return struct.unpack("!H", payload[:2])[0] if payload else None
        return None

    def _answer_close(self, payload):
        try:
            self.send(frame(CLOSE, payload[:2]))
        except OSError:
            pass  # A peer that failed the connection need not wait for the answer (§7.1.7).

    def _response_head(self):
        while b"\r\n\r\n" not in self.buffer:
            self._fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status_line, *fields = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, value in (field.split(":", 1) for field in fields)}
        return int(status_line.split()[1]), headers

    def _take(self, count):
        while len(self.buffer) < count:
            self._fill()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def _fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self.buffer += data
