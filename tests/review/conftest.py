"""What the tests of the review share: seeds A from the pages to the flags, once a session, and a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import chromium
from review_server import Running, running

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.model.bitext import Bitext, Project
from align.pipeline import Checker, align_documents
from align.project import folder
from align.project.inputs import read_pair
from align.review.rescoring import Encoders, Rescorer
from align.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def bitext_a() -> Bitext:
    """Seeds A, aligned and checked."""
    pair = read_pair([ROOT / "seeds" / "a.zh.html", ROOT / "seeds" / "a.en.html"])
    embedder = embedders.load()
    bitext = align_documents(pair.zh, pair.en, embedder=embedder, anchors=pair.anchors)
    units = Checker(embedder=embedder, tokens=load_token_encoder).units(bitext.units, date=bitext.date)
    return Bitext(units, bitext.zh, bitext.en, bitext.signature)


@pytest.fixture(scope="session")
def folder_a(bitext_a: Bitext, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``align run`` writes for seeds A."""
    place = tmp_path_factory.mktemp("seeds") / "a"
    folder.write_run(place, bitext_a)
    return place


@pytest.fixture(scope="session")
def rescorer_a(bitext_a: Bitext) -> Rescorer:
    """Checks edits of seeds A; its encoders are loaded once."""
    rescorer = Rescorer(date=bitext_a.date, encoders=Encoders(embedders.load, load_token_encoder))
    rescorer.wait()
    return rescorer


@pytest.fixture
def review_a(folder_a: Path, rescorer_a: Rescorer, tmp_path: Path) -> Iterator[Running]:
    """A server on a fresh review of seeds A."""
    place = tmp_path / "a"
    shutil.copytree(folder_a, place)
    store = folder.open_store(place)
    with running(store, rescorer=rescorer_a) as server:
        yield server
    store.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """A review of the report's sample: twelve units, eleven issues."""
    from exporters.edition_sample import sample

    store = Store.open(tmp_path / "review.sqlite", seed=Project("sample", sample(), {}))
    yield store
    store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as started:
        yield started
