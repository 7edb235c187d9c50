"""Connections that send nothing, or a byte now and then, are closed: some hundred would keep everybody else out.

A request has ``PATIENCE`` seconds for its head and as long for its body, longer for a body that comes at ``RATE``. Of
connections that have waited for ``GRACE`` without a whole request, one address has at most ``MOST_WAITING``: the oldest
make room for the next. A browser sends its head at once, so nobody who behaves is among them; younger ones stay, since
of five hundred that arrive together none can have been read yet.
"""

import asyncio
from collections import OrderedDict
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE = 10.0
GRACE = 1.0
RATE = 20_000  # bytes a second
MOST_WAITING = 100
MOST_CONNECTIONS = 4000


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience."""

    _waiting: "dict[str, OrderedDict[PatientProtocol, None]]" = {}  # noqa: RUF012  (of all connections of a process)
    _since: float | None = None
    _head: bool = False
    _bytes: int = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request, the first of the next one perhaps."""
        if self._since is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        self._bytes += len(data)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        """Note that the head is here."""
        self._head, self._bytes = True, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._stop()
        super().on_message_complete()

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def _wait(self) -> None:
        self._since, self._head, self._bytes = self.loop.time(), False, 0
        self._timer = self.loop.call_later(PATIENCE, self._look)
        waiting = self._waiting.setdefault(self._address, OrderedDict())
        waiting[self] = None
        if len(waiting) > MOST_WAITING:
            self.loop.call_later(GRACE, self._make_room, self._address)

    def _make_room(self, address: str) -> None:
        """Close the oldest connections of an address beyond ``MOST_WAITING``."""
        waiting = list(self._waiting.get(address, ()))
        for oldest in waiting[: max(0, len(waiting) - MOST_WAITING)]:
            if oldest._since is not None and self.loop.time() - oldest._since >= GRACE:
                oldest._close()

    def _look(self) -> None:
        if self._since is None:
            return
        late = self.loop.time() - self._since - 2 * PATIENCE
        if not self._head or self._bytes < late * RATE:
            self._close()
        else:
            self._timer = self.loop.call_later(1.0, self._look)

    def _close(self) -> None:
        self._stop()
        if self.transport is not None:
            self.transport.abort()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._since = self._timer = None
        waiting: OrderedDict[Any, None] = self._waiting.get(self._address, OrderedDict())
        waiting.pop(self, None)
        if not waiting:
            self._waiting.pop(self._address, None)
