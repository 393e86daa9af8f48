"""What stands before the server: headers that bind a browser, a count of whoever is connected, room for uploads."""

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rnnviz.ui.frame.closing import forget_in_time
from rnnviz.ui.frame.uploads import coming

__all__ = ["CONTENT_SECURITY_POLICY", "Guard", "connected"]

_INLINE_SCRIPT = "sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="  # of Streamlit's start page, which sets one flag

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' '{_INLINE_SCRIPT}'",
        "style-src 'self' 'unsafe-inline'",  # Streamlit and the charts set styles as they draw
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
"""What a page may load, and from where: from this server alone."""

_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",  # an address may hold a text
}

_open = 0


def connected() -> int:
    """How many browser tabs are connected now; 0 in a process that serves none."""
    return _open


class Guard:
    """ASGI middleware: every answer has the headers, every web socket is counted while it is open.

    A file that is uploaded comes in if the files of all visitors together leave room for it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one connection on to the app."""
        if scope["type"] == "http" and scope["method"] == "PUT":
            await self._take_in(scope, receive, _with_headers(send))
        elif scope["type"] == "http":
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await self._count(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _take_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        with coming(_announced(scope)) as fits:
            app = self.app if fits else PlainTextResponse("The visitors' files leave no room for it.", 413)
            await app(scope, receive, send)

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        global _open  # noqa: PLW0603 (all of a process's connections; only its one event loop counts)
        _open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            _open -= 1
            forget_in_time()


def _announced(scope: Scope) -> int:
    """Bytes that a request says it brings; the most that is taken where it does not say."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isdecimal() and len(said) < 16 else st.get_option("server.maxUploadSize") * 2**20


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sent
