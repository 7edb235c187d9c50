"""A server that speaks as much of OpenAI's interface as a second reader needs, and answers as a test wants."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What is sent: a status, headers and bytes, as they are. ``slow``: seconds before each byte."""

    data: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    raw: bool = False


Answering = Callable[[str, dict[str, Any]], Reply]


def plain(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), status, {name.replace("_", "-"): text for name, text in headers.items()})


def chat(content: object) -> Reply:
    return plain({"choices": [{"message": {"role": "assistant", "content": content}}]})


def echoed(prompt: str, price: Callable[[str], float]) -> Reply:
    """Log-probabilities of a prompt, a token a character, and one token more."""
    tokens = [*prompt, "!"]
    values: list[float | None] = [None, *(price(token) for token in tokens[1:])]
    return plain({"choices": [{"logprobs": {"tokens": tokens, "token_logprobs": values}}]})


@dataclass
class Stub:
    """``asked``: paths, headers and bodies of the requests so far."""

    address: str
    asked: list[tuple[str, dict[str, str], dict[str, Any]]]


@contextmanager
def serving(answering: Answering) -> Iterator[Stub]:
    stopped = threading.Event()
    stub = Stub("", [])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            stub.asked.append((self.path, dict(self.headers), body))
            reply = answering(self.path, body)
            try:
                if not reply.raw:
                    self.send_response(reply.status)
                    headers = {"content-length": str(len(reply.data)), **reply.headers}
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                pieces = [reply.data] if not reply.slow else [reply.data[k : k + 1] for k in range(len(reply.data))]
                for piece in pieces:
                    if reply.slow and stopped.wait(reply.slow):
                        return
                    self.wfile.write(piece)
            except OSError:  # who asks has hung up
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield stub
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
