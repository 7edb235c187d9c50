"""Many threads and two stores on one database: no write is lost, and each reading is of one moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from store.reviews import Clock, only, project

from align.store import Conflict, Store

WRITERS, EACH = 6, 12


@pytest.fixture
def stores(place):
    opened = [Store.open(place, seed=project(), clock=Clock()), Store.open(place, clock=Clock())]
    yield opened
    for store in opened:
        store.close()


def test_no_write_is_lost(stores):
    def write(number):
        for n in range(EACH):
            stores[number % 2].comment(str(n % 6), f"{number}-{n}", who=f"writer {number}")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    for store in stores:
        texts = {comment.text for state in store.units() for comment in state.comments}
        assert texts == {f"{number}-{n}" for number in range(WRITERS) for n in range(EACH)}
        assert store.revision() == 1 + WRITERS * EACH


def test_of_those_who_saw_the_same_one_wins(stores):
    seen = stores[0].unit("0")

    def decide(number):
        try:
            stores[number % 2].decide("0", only(seen).id, "confirmed", who=f"{number}", version=seen.version)
        except Conflict as conflict:
            return conflict.who
        return None

    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(decide, range(WRITERS)))
    winner = str(told.index(None))
    assert sorted(told, key=str) == sorted([None, *[winner] * (WRITERS - 1)], key=str)
    assert [v.who for v in stores[1].unit("0").verdicts.values()] == [winner]


def test_each_reading_is_of_one_moment(stores):
    """Two units are merged and taken apart again all the time: never is a sentence in two units or in none."""
    writer, reader = stores
    stop = []

    def write():
        from align.model.unit import Bead, unit_of

        zh, en = writer.documents()
        for _ in range(20):
            olds = {key: writer.unit(key).version for key in ("0", "1")}
            writer.restructure(olds, [unit_of(0, Bead((0, 1), (0, 1)), zh, en)], who="Li")
            writer.undo(who="Li")
        stop.append(True)

    def read():
        count = 0
        while not stop:
            assert sorted(n for state in reader.units() for n in state.unit.zh) == list(range(6))
            count += 1
        return count

    with ThreadPoolExecutor(4) as pool:
        readings = [pool.submit(read) for _ in range(3)]
        pool.submit(write).result()
        assert sum(reading.result() for reading in readings) > 20
