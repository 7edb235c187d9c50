"""Guards between the network and the app, one per threat: ASGI wrappers that a test can leave out one by one.

A server on loopback is not out of reach: any web page that the translator visits can send requests to it. The Host
header reveals such a page if it has made its own name point to 127.0.0.1 (DNS rebinding), the CSRF token if it posts
across origins. From other machines only holders of the access token are admitted.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Guard = Callable[[App], App]

LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))
MOST_BYTES = 512 * 1024
SAFE = ("GET", "HEAD", "OPTIONS")
SHORTEST_TOKEN = 24
CSRF = "x-csrf-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of access. ``hosts``: the accepted names in a Host header, in lower case and without the port.

    ``addresses``: accept IP addresses as Host too (a rebound name never is one). ``token``: the password that a browser
    enters once, "" if the server listens only on loopback. ``csrf``: the token of every write.
    """

    hosts: frozenset[str] = LOOPBACK
    addresses: bool = False
    token: str = ""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> tuple[str, str]:
        """Name and value of the cookie of an admitted browser, from which the token cannot be derived."""
        value = hmac.new(self.token.encode(), b"session", sha256).hexdigest()
        return f"align-{hmac.new(self.token.encode(), b'name', sha256).hexdigest()[:8]}", value

    def admits(self, host: str) -> bool:
        """True if a Host header names this server.

        >>> Access().admits("localhost:8340"), Access().admits("[::1]"), Access().admits("evil.example:8340")
        (True, True, False)
        """
        name = host.strip().lower()
        if not name.endswith("]"):
            name = name.rpartition(":")[0] or name
        if name in self.hosts:
            return True
        return self.addresses and _is_address(name)


def guards(access: Access, *, most_bytes: int = MOST_BYTES) -> dict[str, Guard]:
    """Return the guards by name, the outermost first."""
    return {
        "headers": headers,
        "size": lambda app: size(app, most_bytes),
        "host": lambda app: host(app, access),
        "token": lambda app: token(app, access),
        "csrf": lambda app: csrf(app, access),
    }


def guarded(app: App, chosen: Mapping[str, Guard]) -> App:
    """Return the app behind guards."""
    for guard in reversed(tuple(chosen.values())):
        app = guard(app)
    return app


def headers(app: App) -> App:
    """Add headers to every response that forbid inline scripts, framing, sniffing and referrers."""
    fixed = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *fixed]}
            await send(message)

        await app(scope, receive, send_with if scope["type"] == "http" else send)

    return inner


def size(app: App, most: int) -> App:
    """Refuse a body of more than ``most`` bytes, even if its length was not announced."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        announced = _header(scope, "content-length")
        if announced and (not announced.isascii() or not announced.isdigit() or int(announced) > most):
            return await _refuse(send, 413, "too large")
        read: list[Message] = []
        count = 0
        while scope["method"] not in SAFE:
            message = await receive()
            read.append(message)
            count += len(message.get("body", b""))
            if count > most:
                return await _refuse(send, 413, "too large")
            if not message.get("more_body", False):
                break
        waiting = iter(read)

        async def receive_read() -> Message:
            return next(waiting, None) or await receive()

        return await app(scope, receive_read, send)

    return inner


def host(app: App, access: Access) -> App:
    """Refuse a request under another host name: it is from a page that has its own name point here."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(named) != 1 or not access.admits(named[0]):
                return await _refuse(send, 421, "this server is not known under that name")
        return await app(scope, receive, send)

    return inner


def csrf(app: App, access: Access) -> App:
    """Refuse a write without the token that only our own page has."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            origin = _header(scope, "origin")
            ours = not origin or origin.partition("://")[2] == _header(scope, "host")
            if not ours or not hmac.compare_digest(_header(scope, CSRF).encode(), access.csrf.encode()):
                return await _refuse(send, 403, "csrf")
        return await app(scope, receive, send)

    return inner


def token(app: App, access: Access) -> App:
    """Require the access token, if there is one: a browser enters it once at ``/login`` and gets a cookie.

    The cookie is SameSite=Strict, which a browser does not send with a redirect that began on another site (a link in a
    mail). So the response to a correct token is a page that continues by itself.
    """
    if not access.token:
        return app
    name, value = access.cookie

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await app(scope, receive, send)
        if hmac.compare_digest(_cookies(scope).get(name, "").encode(), value.encode()):
            return await app(scope, receive, send)
        shown = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/login" and scope["method"] == "POST":
            shown = parse_qs((await _body(receive)).decode("latin-1")).get("token", [""])[0]
        if not shown:
            return await _page(send, 401, "login.html")
        if not hmac.compare_digest(shown.encode(), access.token.encode()):
            return await _page(send, 403, "login.html")
        cookie = f"{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"
        return await _page(send, 200, "entered.html", [(b"set-cookie", cookie.encode())])

    return inner


def _header(scope: Scope, name: str) -> str:
    found = [value for key, value in scope["headers"] if key == name.encode()]
    return found[0].decode("latin-1") if len(found) == 1 else ""


def _cookies(scope: Scope) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in _header(scope, "cookie").split(";"))
    return {name: value for name, _, value in pairs if name}


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = bool(message.get("more_body", False))
    return body


async def _page(send: Send, status: int, name: str, extra: list[tuple[bytes, bytes]] | None = None) -> None:
    body = (files("align.review") / "templates" / name).read_bytes()
    await _answer(send, status, body, b"text/html; charset=utf-8", extra or [])


async def _refuse(send: Send, status: int, reason: str) -> None:
    await _answer(send, status, f'{{"error": "{reason}"}}'.encode(), b"application/json", [])


async def _answer(send: Send, status: int, body: bytes, kind: bytes, extra: list[tuple[bytes, bytes]]) -> None:
    fixed = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *extra]})
    await send({"type": "http.response.body", "body": body})
