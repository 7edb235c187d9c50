"""Runs the app: on loopback, or behind a token on an address of this machine."""

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

from align.model.errors import InputError
from align.review.guards import LOOPBACK, SHORTEST_TOKEN, Access, App

PORT = 8340
_TRIES = 20
_ANY = ("0.0.0.0", "::")
_MAKE_ONE = "openssl rand -hex 16 makes one"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of the server: a bound socket and the address for the browser. ``other``: true if the usual port was in
    use."""

    socket: socket.socket
    url: str
    other: bool = False


def access_of(host: str | None, token: str | None) -> Access:
    """Return the rules of access. Raises InputError for an address without a token, or with a short one."""
    if host is None:
        if token:
            _require_long(token)
        return Access(token=token or "")
    if not token:
        raise InputError("--host", f"opens the project to other machines, which needs --token ({_MAKE_ONE})")
    _require_long(token)
    names = {host.lower(), f"[{host.lower()}]"} if ":" in host else {host.lower()}
    if host in _ANY:
        names = {socket.gethostname().lower()}
    return Access(LOOPBACK | names, addresses=host in _ANY, token=token)


def bind(host: str | None, port: int | None) -> Place:
    """Return a listening socket, by default on the usual port or the next free one.

    Raises InputError if the address or the port is not available.
    """
    address = host or "127.0.0.1"
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    wanted = [port] if port is not None else [*range(PORT, PORT + _TRIES), 0]
    reason = ""
    for number in wanted:
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((address, number))
        except OSError as error:
            bound.close()
            reason = error.strerror or str(error)
            continue
        shown = "localhost" if host is None else socket.gethostname() if host in _ANY else host
        if ":" in shown:
            shown = f"[{shown}]"
        return Place(bound, f"http://{shown}:{bound.getsockname()[1]}/", port is None and number != PORT)
    expected = "another --port" if host is None else "an address of this machine, and a free port"
    where = f"{address}:{port if port is not None else PORT}"
    raise InputError(where, f"cannot be used ({reason}); expected {expected}")


def serve(app: App, place: Place, *, started: Callable[[], None], open_browser: str = "") -> None:
    """Serve until interrupted. ``started`` is called when the server listens; ``open_browser``: the address to open."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    sys.setswitchinterval(
        0.001
    )  # while other threads compute, the one that responds waits this long for its turn, not 5 ms

    def watch() -> None:
        while not server.started and not server.should_exit:
            threading.Event().wait(0.02)
        if server.started:
            started()
            if open_browser:
                webbrowser.open(open_browser)

    threading.Thread(target=watch, daemon=True).start()
    server.run(sockets=[place.socket])


def _require_long(token: str) -> None:
    if len(token) < SHORTEST_TOKEN:
        raise InputError("--token", f"has {len(token)} characters; expected at least {SHORTEST_TOKEN} ({_MAKE_ONE})")
