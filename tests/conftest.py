"""What all tests share: an encoder is read once a process, which takes it seconds."""

from collections.abc import Iterator
from functools import cache

import pytest

from align import embedders
from align.embedders import token_encoders


@pytest.fixture(scope="session", autouse=True)
def encoders() -> Iterator[None]:
    """Give whoever asks for a bundled encoder with the same settings the same one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(embedders.ENCODERS, "bundled", cache(embedders.ENCODERS["bundled"]))
        patch.setattr(token_encoders, "BundledTokenEncoder", cache(token_encoders.BundledTokenEncoder))
        yield
