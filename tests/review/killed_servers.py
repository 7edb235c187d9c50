"""Starts a server on a review for each line that it reads, at the port in the line or any, and prints its process and
address.

    python killed_servers.py REVIEW

The modules and tables are loaded once and the servers forked, so that one is there in a moment; whoever reads kills
them.
"""

import os
import sys
from pathlib import Path

import uvicorn

from align.model.unit import TranslationUnit
from align.review.app import create_app
from align.review.guards import Access
from align.review.rescoring import Rescorer
from align.review.server import bind
from align.review.service import Service
from align.store import Store


def serve(path: Path, port: int) -> None:
    """Opens the review, says where it is served, and serves until it is killed."""
    place = bind(None, port)
    app = create_app(Service(Store.open(path), Rescorer()), Access(), name="")
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
    place.socket.listen()  # who comes now waits, and is not refused
    sys.stdout.write(f"{os.getpid()} {place.url}\n")
    sys.stdout.flush()
    server.run(sockets=[place.socket])


if __name__ == "__main__":
    # The first check loads tables.
    Rescorer().check([TranslationUnit(0, (0,), (0,), "产值增长5%。", "Output grew 6%.")], 0, "Output grew 7%.")
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            serve(Path(sys.argv[1]), int(line.strip() or 0))
            os._exit(1)
        os.waitpid(child, 0)
