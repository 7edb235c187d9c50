"""Guards between the network and the app, one per threat: ASGI wrappers that a test can leave out one by one.

A server on loopback is not out of reach: any web page that the translator visits can send requests to it. The Host
header reveals such a page if it has made its own name point to 127.0.0.1 (DNS rebinding), the CSRF token if it posts
across origins. From other machines only holders of the access token are admitted.
"""

import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.resources import files
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs

from align.review.people import Person, Role, name_of, signed_in

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Guard = Callable[[App], App]

LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))
MOST_BYTES = 512 * 1024
SAFE = ("GET", "HEAD", "OPTIONS")
SHORTEST_TOKEN, FEWEST_CHARACTERS = 24, 10
SESSION = 12 * 3600
"""How long somebody who has signed in stays so, in seconds."""
MOST_WRONG = 20
"""Wrong tokens of an address in a minute."""
_ADDRESSES = 10_000
_COOKIE = "Path=/; HttpOnly; SameSite=Strict"
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
    enters once, "" if the server listens only on loopback; ``chief``: that of chief editors, who alone sign off, "" if
    there are none. ``csrf``: the token of every write.
    """

    hosts: frozenset[str] = LOOPBACK
    addresses: bool = False
    token: str = ""
    chief: str = ""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The name of the cookie of a browser that has signed in; the token cannot be told from it."""
        return f"align-{self._digest('name')[:8]}"

    def role_of(self, token: str) -> Role:
        """Return what a token is for, "" for a wrong one."""
        wanted: tuple[tuple[Role, str], ...] = (("reviewer", self.token), ("chief", self.chief))
        found = [role for role, known in wanted if hmac.compare_digest(token.encode(), known.encode()) and known]
        return found[0] if found else ""

    def session(self, person: Person) -> str:
        """Return the value of that cookie: a name, a role and an end, sealed with the tokens."""
        about = f"{urlsafe_b64encode(person.name.encode()).decode()}.{person.role}.{int(time.time()) + SESSION}"
        return f"{about}.{self._digest(about)}"

    def person(self, session: str) -> Person | None:
        """Return who has signed in with a cookie, None if nobody has."""
        about, _, seal = session.rpartition(".")
        if not hmac.compare_digest(seal.encode(), self._digest(about).encode()):
            return None
        who, role, end = about.split(".")
        person = Person(urlsafe_b64decode(who).decode(), "chief" if role == "chief" else "reviewer")
        return person if int(end) > time.time() else None

    def _digest(self, text: str) -> str:
        return hmac.new(f"{self.token}\n{self.chief}".encode(), text.encode(), sha256).hexdigest()

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
    """Require a session, if there is a token: a person signs in at ``/login`` with a name and the token, for a cookie.

    What they write is under that name, whatever a request says. The cookie is SameSite=Strict, which a browser does not
    send along a redirect that began on another site (a link in a mail). So the answer to a good token is a page that
    leads on by itself. An address that brings ``MOST_WRONG`` wrong tokens waits until a minute has passed.
    """
    if not access.token:
        return app
    wrong = _Attempts()

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await app(scope, receive, send)
        what = scope["method"], scope["path"]
        if what == ("POST", "/login"):
            return await _sign_in(access, wrong, scope, receive, send)
        person = access.person(_cookies(scope).get(access.cookie, ""))
        if not person or what[1] == "/login":
            return await _login(send, 200 if what == ("GET", "/login") else 401)
        if what == ("POST", "/logout"):
            return await _login(send, 200, cookie=f"{access.cookie}=; {_COOKIE}; Max-Age=0")
        signed_in.set(person)
        return await app(scope, receive, send)

    return inner


async def _sign_in(access: Access, wrong: "_Attempts", scope: Scope, receive: Receive, send: Send) -> None:
    address = (scope.get("client") or ("",))[0]
    if wrong.too_many(address):
        return await _login(send, 429, "Too many wrong tokens; try again in a minute.")
    form = parse_qs((await _body(receive)).decode("latin-1"), encoding="utf-8", errors="replace")
    role = access.role_of(form.get("token", [""])[0])
    if not role:
        wrong.add(address)
        return await _login(send, 403, "This is not the token.")
    try:
        who = name_of(form.get("name", [""])[0])
    except ValueError as error:
        return await _login(send, 422, f"The name {error}.")
    cookie = f"{access.cookie}={access.session(Person(who, role))}; {_COOKIE}; Max-Age={SESSION}"
    return await _page(send, 200, "entered.html", [(b"set-cookie", cookie.encode())])


class _Attempts:
    """When each address brought wrong tokens, in the last minute."""

    def __init__(self) -> None:
        self._when: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """True if an address has to wait."""
        times = self._when.get(address, deque())
        while times and times[0] < time.monotonic() - 60:
            times.popleft()
        return len(times) >= MOST_WRONG

    def add(self, address: str) -> None:
        """Note a wrong token."""
        while len(self._when) >= _ADDRESSES and address not in self._when:
            del self._when[next(iter(self._when))]
        self._when.setdefault(address, deque(maxlen=MOST_WRONG)).append(time.monotonic())


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


async def _login(send: Send, status: int, reason: str = "", *, cookie: str = "") -> None:
    extra = [(b"set-cookie", cookie.encode())] if cookie else []
    await _page(send, status, "login.html", extra, reason)


async def _page(send: Send, status: int, name: str, extra: list[tuple[bytes, bytes]], reason: str = "") -> None:
    body = (files("align.review") / "templates" / name).read_bytes().replace(b"{reason}", escape(reason).encode())
    await _answer(send, status, body, b"text/html; charset=utf-8", extra)


async def _refuse(send: Send, status: int, reason: str) -> None:
    await _answer(send, status, f'{{"error": "{reason}"}}'.encode(), b"application/json", [])


async def _answer(send: Send, status: int, body: bytes, kind: bytes, extra: list[tuple[bytes, bytes]]) -> None:
    fixed = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *extra]})
    await send({"type": "http.response.body", "body": body})
