"""What all tests share: an encoder is read once a process, which takes it seconds."""

import gc
from collections.abc import Iterator
from functools import cache

import pytest

from align import embedders
from align.embedders import token_encoders
from align.embedders.cached import cached
from align.pipeline import REMEMBERED

gc.set_threshold(100_000, 50, 100)  # as in align.cli: ten thousand tests are no garbage


@pytest.fixture(scope="session", autouse=True)
def encoders() -> Iterator[None]:
    """Give whoever asks for a bundled encoder with the same settings the same one, which encodes a text once."""
    with pytest.MonkeyPatch.context() as patch:
        load = embedders.ENCODERS["bundled"]
        patch.setitem(embedders.ENCODERS, "bundled", cache(lambda *given: cached(load(*given), most=REMEMBERED)))
        patch.setattr(token_encoders, "BundledTokenEncoder", cache(token_encoders.BundledTokenEncoder))
        yield
