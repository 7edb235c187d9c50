"""A real server on a real store, in a thread of this process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from markupsafe import Markup

from align.model.marks import visible
from align.review.app import create_app
from align.review.guards import Access, guards
from align.review.rendering import Pages
from align.review.rescoring import Rescorer
from align.review.server import bind, config_of
from align.review.service import Service
from align.store import Store


@dataclass(frozen=True)
class Running:
    """A server: its address without a slash at the end, and what is behind it."""

    url: str
    store: Store
    access: Access
    service: Service
    stop: Callable[[], None]

    def client(self) -> httpx.Client:
        """A client as our page is one: it holds the CSRF token."""
        project = self.store.info().id
        headers = {"x-csrf-token": self.access.csrf, "x-project": project, "accept-language": "en"}
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=30)


@contextmanager
def running(
    store: Store,
    *,
    rescorer: Rescorer | None = None,
    access: Access | None = None,
    without: tuple[str, ...] = (),
    show: Callable[[str], Markup] = visible,
    name: str = "",
    port: int = 0,
    given: str = "",
) -> Iterator[Running]:
    """Serves a store. ``without``: guards left out, to see that they are needed. ``given``: a second reader."""
    access = access or Access()
    service = Service(store, rescorer or Rescorer(), Pages(show=show), given=given)
    chosen = {guard: wrap for guard, wrap in guards(access).items() if guard not in without}
    place = bind(None, port)
    server = uvicorn.Server(config_of(create_app(service, access, chosen=chosen, name=name)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place.socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)

    def stop() -> None:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)

    try:
        yield Running(f"http://127.0.0.1:{place.socket.getsockname()[1]}", store, access, service, stop)
    finally:
        stop()
