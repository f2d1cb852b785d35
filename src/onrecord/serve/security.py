"""What every answer carries, and what a request must show before it may write.

Pages load nothing but the server's own files, run no inline script or style, and cannot be framed (Content Security
Policy level 3). Requests under another host name are refused, so that no page on the web can reach a server on this
machine through a name that it controls (DNS rebinding). Writing needs the token: in a header for programs; in a
session for the pages, where each form also carries a secret of that session (OWASP, synchroniser token pattern).
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

__all__ = ["HEADERS", "POLICY", "KnownHosts", "SecureHeaders", "Session", "Sessions", "same_secret"]

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
"""ASGI 3.0."""

POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

SESSION_SECONDS: Final = 12 * 3600


class SecureHeaders:
    """Puts ``HEADERS`` on every answer, but for those a route sets itself, and forbids keeping what no route allows
    to be kept."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                own = {name.lower() for name, _ in headers}
                headers.extend(header for header in HEADERS if header[0] not in own)
                if not own & {b"cache-control", b"etag"}:
                    headers.append((b"cache-control", b"no-store"))
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class KnownHosts:
    """Answers requests that name one of its hosts and refuses all others with 421 (RFC 9110, 15.5.20)."""

    def __init__(self, app: Application, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or self._knows(scope):
            await self._app(scope, receive, send)
            return
        words = b"This server does not go by that name; start it with --host NAME to add one.\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words)).encode())]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body", "body": words})

    def _knows(self, scope: Scope) -> bool:
        named = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        host, _, port = named.rpartition(":")
        return (host if port.isdecimal() else named).lower() in self._hosts


class Session(Struct, frozen=True, kw_only=True):
    """Someone who gave the token: the name that goes to the journal, and the secret that the forms carry."""

    reviewer: str
    form_secret: str
    until: float


class Sessions:
    """Sessions by the value of their cookie, in memory: they end with the server."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, reviewer: str) -> str:
        """A new session; the value of its cookie."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            now = time.monotonic()
            self._sessions = {other: one for other, one in self._sessions.items() if one.until > now}
            secret = secrets.token_urlsafe(32)
            self._sessions[key] = Session(reviewer=reviewer, form_secret=secret, until=now + SESSION_SECONDS)
        return key

    def get(self, key: str | None) -> Session | None:
        """The session of a cookie; ``None`` where there is none or its time is over."""
        session = self._sessions.get(key or "")
        return session if session is not None and session.until > time.monotonic() else None

    def end(self, key: str | None) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(key or "", None)


def same_secret(given: str | None, wanted: str | None) -> bool:
    """Whether both are there and equal, in a time that does not tell how much of it was right."""
    return bool(given and wanted) and hmac.compare_digest(str(given).encode(), str(wanted).encode())
