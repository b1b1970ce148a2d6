"""Messages between the supervisor and the processes that run cells: JSON, and an open file at times."""

import array
import json
import os
import select
import socket
import struct
import time
from typing import Any

MAX_BYTES = 256 * 2**20
"""The longest message that is read; a longer one is a fault of the other side."""

GONE = "the cell ended its own process"
"""Said of another side that is not there any more, whichever way that shows."""

_HEADER = struct.Struct("!Q")
_CREDENTIALS = struct.Struct("3i")


class ChannelError(Exception):
    """The other side is gone, or says what it must not."""


class Channel:
    """One end of a pair of sockets, over which each side sends whole JSON objects."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, message: dict[str, Any], end: socket.socket | None = None) -> None:
        """Send a message, and give away with it the other end of a new channel, which is closed here."""
        data = json.dumps(message).encode()
        try:
            if end is None:
                self._socket.sendall(_HEADER.pack(len(data)) + data)
            else:
                socket.send_fds(self._socket, [_HEADER.pack(len(data))], [end.fileno()])
                self._socket.sendall(data)
        except OSError:
            raise ChannelError(GONE) from None
        finally:
            if end is not None:
                end.close()

    def receive(self) -> dict[str, Any]:
        """Return the next message. Open files sent along are dropped."""
        return self._parse(self._read(_HEADER.size))

    def receive_with_file(self) -> tuple[dict[str, Any], socket.socket | None]:
        """Return the next message and the channel's end that came with it, if any."""
        header, ancillary, _, _ = self._socket.recvmsg(_HEADER.size, socket.CMSG_SPACE(4))
        if not header:
            raise ChannelError(GONE)
        end = None
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                [number] = array.array("i", data[:4])
                end = socket.socket(fileno=number)
                end.set_inheritable(False)
        return self._parse(header + self._read(_HEADER.size - len(header))), end

    def peer_pid(self, seconds: float) -> int:
        """Return the process that sent the next byte, as numbered here; of a channel from `pair`."""
        if not self._readable(seconds):
            raise ChannelError("the other side says nothing")
        _, ancillary, _, _ = self._socket.recvmsg(1, socket.CMSG_SPACE(_CREDENTIALS.size))
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
                pid: int = _CREDENTIALS.unpack(data[: _CREDENTIALS.size])[0]
                return pid
        raise ChannelError(GONE)

    def close(self) -> None:
        self._socket.close()

    def _readable(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(1000 * seconds))

    def _parse(self, header: bytes) -> dict[str, Any]:
        [size] = _HEADER.unpack(header)
        if size > MAX_BYTES:
            raise ChannelError(f"a message of {size} bytes")
        try:
            message = json.loads(self._read(size))
        except (ValueError, RecursionError):
            raise ChannelError("a message that is not JSON") from None
        if not isinstance(message, dict):
            raise ChannelError("a message that is no object")
        return message

    def _read(self, size: int) -> bytes:
        parts = []
        end = time.monotonic() + 60
        while size:
            if not self._readable(max(0.0, end - time.monotonic())):
                raise ChannelError("half a message")
            try:
                part = self._socket.recv(min(size, 2**20))
            except OSError:
                part = b""
            if not part:
                raise ChannelError(GONE)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def pair() -> tuple[Channel, socket.socket]:
    """Return this side's channel, which can tell who speaks, and the other side's socket."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return Channel(ours), theirs


def say_hello(end: socket.socket) -> None:
    """Send the one byte by which the other side learns this process's number."""
    os.write(end.fileno(), b"!")
