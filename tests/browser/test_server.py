"""Whom the server lets in, and what it takes."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.browser.driving import Server

pytestmark = pytest.mark.browser

_KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # any 16 bytes: the server only has to give it back


def handshake(server: Server, host: str) -> str:
    """The first line of the answer to a browser that was led here under the name `host`."""
    port = urlsplit(server.url).port
    assert port is not None
    asked = "\r\n".join(
        [
            "GET /_stcore/stream HTTP/1.1",
            f"Host: {host}:{port}",
            f"Origin: http://{host}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {_KEY}",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: streamlit",
            "\r\n",
        ]
    )
    with socket.create_connection(("localhost", port), timeout=60) as connection:
        connection.sendall(asked.encode("ascii"))
        return connection.recv(1000).decode("ascii", "replace").split("\r\n")[0]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST.", "[::1]"])
def test_this_machine_is_let_in(server: Server, host: str) -> None:
    """A browser that knows the machine by one of its own names gets its session."""
    assert " 101 " in handshake(server, host)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "evil@localhost", "10.0.0.1"]
)
def test_a_name_that_was_led_here_is_not(server: Server, host: str) -> None:
    """A stranger's page whose name was made to lead to this machine gets no session, though its origin matches."""
    assert " 403 " in handshake(server, host)
