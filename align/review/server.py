"""Runs the app: on loopback, or behind a token on an address of this machine."""

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.model.errors import InputError
from align.review.guards import FEWEST_CHARACTERS, LOOPBACK, SHORTEST_TOKEN, Access, App

if TYPE_CHECKING:
    import uvicorn

ENVIRONMENT, CHIEF = "ALIGN_TOKEN", "ALIGN_CHIEF_TOKEN"

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


def token_of(file: Path | None, environment: str = ENVIRONMENT) -> str:
    """Return the token of a file, else of the environment (by default ``ALIGN_TOKEN``), else "".

    Never of the command line, which every user of the machine can read. Raises InputError for a file that cannot be
    read.
    """
    if file is None:
        return os.environ.get(environment, "")
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise InputError(str(file), f"cannot be read ({error}); expected a token") from None


def access_of(host: str | None, token: str | None, chief: str = "") -> Access:
    """Return the rules of access. ``chief``: the token of chief editors.

    Raises InputError for an address without a token, for a short one, and for one of chief editors that is the
    reviewers' too or stands alone.
    """
    if chief:
        _require_long(chief, CHIEF)
        if not token or chief == token:
            raise InputError(CHIEF, f"expected another one than {ENVIRONMENT}, which reviewers sign in with")
    if host is None:
        if token:
            _require_long(token)
        return Access(token=token or "", chief=chief)
    if not token:
        raise InputError(
            "--host", f"opens the project to other machines, which needs {ENVIRONMENT} or --token-file ({_MAKE_ONE})"
        )
    _require_long(token)
    names = {host.lower(), f"[{host.lower()}]"} if ":" in host else {host.lower()}
    if host in _ANY:
        names = {socket.gethostname().lower()}
    return Access(LOOPBACK | names, addresses=host in _ANY, token=token, chief=chief)


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


def config_of(app: App) -> "uvicorn.Config":
    """Return how the server treats its connections."""
    import uvicorn

    from align.review.connections import MOST_CONNECTIONS, PatientProtocol

    return uvicorn.Config(
        app,
        http=PatientProtocol,
        log_level="error",  # not a line for each malformed request of a stranger
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
        lifespan="off",
    )


def _allow_many_files() -> None:
    """Raise the number of files that this process may open as far as it may."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def serve(app: App, place: Place, *, started: Callable[[], None], open_browser: str = "") -> None:
    """Serve until interrupted. ``started`` is called when the server listens; ``open_browser``: what to open then."""
    import uvicorn

    _allow_many_files()
    server = uvicorn.Server(config_of(app))
    sys.setswitchinterval(0.001)  # while threads compute, the one that answers waits this long for its turn, not 5 ms

    def watch() -> None:
        while not server.started and not server.should_exit:
            threading.Event().wait(0.02)
        if server.started:
            started()
            if open_browser:
                webbrowser.open(open_browser)

    threading.Thread(target=watch, daemon=True).start()
    server.run(sockets=[place.socket])


def _require_long(token: str, what: str = ENVIRONMENT) -> None:
    if len(token) < SHORTEST_TOKEN:
        raise InputError(what, f"has {len(token)} characters; expected at least {SHORTEST_TOKEN} ({_MAKE_ONE})")
    if len(set(token)) < FEWEST_CHARACTERS:
        reason = f"has {len(set(token))} different characters; expected at least {FEWEST_CHARACTERS} ({_MAKE_ONE})"
        raise InputError(what, reason)
