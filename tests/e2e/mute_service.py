"""Run as a program: own the notification service's name on the session bus, and never answer a call.

It speaks just enough of the D-Bus protocol for that: the greeting, `Hello`, and `RequestName`.
"""

from __future__ import annotations

import os
import socket
import struct
import sys

NAME = "org.freedesktop.Notifications"
BUS = "org.freedesktop.DBus"


def padded(content: bytes, to: int) -> bytes:
    """The content, filled up to a multiple of so many bytes."""
    return content + b"\0" * (-len(content) % to)


def text(content: str) -> bytes:
    """A string as the protocol has it."""
    return struct.pack("<I", len(content)) + content.encode() + b"\0"


def call(serial: int, member: str, signature: str = "", body: bytes = b"") -> bytes:
    """A call to the bus itself."""
    fields = b""
    for code, kind, content in ((1, "o", "/org/freedesktop/DBus"), (2, "s", BUS), (3, "s", member), (6, "s", BUS)):
        fields = padded(fields, 8) + bytes((code, 1)) + kind.encode() + b"\0" + text(content)
    if signature:
        fields = padded(fields, 8) + b"\x08\x01g\0" + bytes((len(signature),)) + signature.encode() + b"\0"
    head = struct.pack("<4B3I", ord("l"), 1, 0, 1, len(body), serial, len(fields))
    return padded(head + fields, 8) + body


def main() -> None:
    """Take the name, say so on stdout, and then only listen."""
    path = os.environ["DBUS_SESSION_BUS_ADDRESS"].split("path=")[1].split(",")[0]
    with socket.socket(socket.AF_UNIX) as bus:
        bus.connect(path)
        bus.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        if not bus.recv(1024).startswith(b"OK"):
            raise SystemExit("the bus does not let us in")
        bus.sendall(b"BEGIN\r\n" + call(1, "Hello"))
        bus.sendall(call(2, "RequestName", "su", padded(text(NAME), 4) + struct.pack("<I", 4)))
        told = b""
        while b"NameAcquired" not in told or told.count(NAME.encode()) == 0:
            told += bus.recv(65536)
        sys.stdout.write("owned\n")
        sys.stdout.flush()
        while bus.recv(65536):
            pass


if __name__ == "__main__":
    main()
