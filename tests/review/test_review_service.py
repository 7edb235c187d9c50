"""The answers of the server without a browser: news, conflicts, search, edits, and the size of what is sent."""

from dataclasses import replace
from typing import Any

import pytest
from review_server import Running, running

from align.model.bitext import Bitext, Project
from align.model.errors import EncoderError
from align.model.marks import visible
from align.review import beads
from align.review import service as service_module
from align.review.rescoring import Encoders, Rescorer
from align.review.service import Service
from align.review.snapshot import Current, Snapshot
from align.store import Store


@pytest.fixture
def server(small: Store) -> Running:
    with running(small, rescorer=Rescorer()) as server:
        yield server


def flagged(server: Running) -> tuple[str, int, str]:
    """Key, version and first issue of the first unit that has one."""
    units = server.client().get("/outline").json()["units"]
    unit = next(unit for unit in units if unit[6])
    return unit[0], unit[4], unit[6][0][0]


def test_a_decision_is_answered_with_its_row(server: Running) -> None:
    key, version, issue = flagged(server)
    body = {"who": "Li", "since": server.store.revision(), "key": key, "version": version, "issue": issue}
    answer = server.client().post("/decide", json={**body, "decision": "confirmed"}).json()
    assert list(answer["units"]) == [key]
    assert "confirmed" in answer["units"][key]["html"]
    assert answer["units"][key]["entry"][1] > version
    again = server.client().post("/decide", json={**body, "who": "Wang", "decision": "fixed"})
    assert (again.status_code, again.json()["who"]) == (409, "Li")
    assert server.store.unit(key).verdicts[issue].decision == "confirmed"
    news = server.client().get(f"/changes?since={body['since']}").json()
    assert news["units"].keys() == {key}
    assert server.client().get(f"/changes?since={news['revision']}").json()["units"] == {}


def test_another_list_of_units_makes_the_page_start_over(server: Running) -> None:
    client, since = server.client(), server.store.revision()
    units = client.get("/outline").json()["units"]
    (one, *_), (two, *_) = units[0], units[1]
    change = {"who": "Li", "since": since, "key": one, "versions": {one: units[0][4], two: units[1][4]}}
    answer = client.post("/align", json={**change, "change": "merge below"})
    assert answer.json()["layout"] is True
    assert client.get(f"/changes?since={since}").json()["layout"] is True
    assert len(client.get("/outline").json()["units"]) == len(units) - 1
    assert client.get(f"/rows?chunks=0&first={two}").status_code == 409
    assert client.post("/align", json={**change, "change": "merge below"}).status_code in (404, 409)
    undone = client.post("/undo", json={"who": "Li", "since": since}).json()
    assert undone["undone"] == "merged units"
    assert len(client.get("/outline").json()["units"]) == len(units)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/decide", {"key": "no such", "version": 1, "issue": "x", "decision": "confirmed"}),
        ("/edit", {"key": "no such", "version": 1, "text": "x"}),
        ("/align", {"key": "no such", "versions": {}, "change": "split"}),
    ],
)
def test_what_is_not_there_is_told(server: Running, path: str, body: dict[str, object]) -> None:
    assert server.client().post(path, json={"who": "Li", "since": 0, **body}).status_code == 404


@pytest.mark.parametrize("who", ["", "   ", "x" * 81])
def test_a_write_wants_a_name(server: Running, who: str) -> None:
    assert server.client().post("/comment", json={"who": who, "since": 0, "key": "0", "text": "x"}).status_code == 422


def test_refusals_are_in_the_language_of_the_page(server: Running) -> None:
    units = server.client().get("/outline").json()["units"]
    body = {"who": "Li", "since": 0, "key": units[0][0], "versions": {}, "change": "split"}
    answer = server.client().post("/align", json=body, headers={"accept-language": "zh-CN"})
    assert (answer.status_code, answer.json()["error"]) == (422, "拆分后有一个为空。")


def test_an_edit_is_checked_at_once(server: Running) -> None:
    state = next(s for s in server.store.units() if any(i.scorer == "figures" and i.suggestion for i in s.unit.issues))
    issue = next(i for i in state.unit.issues if i.scorer == "figures" and i.suggestion)
    body = {"who": "Li", "since": 0, "key": state.key, "version": state.version, "issue": issue.id}
    assert server.client().post("/accept", json=body).status_code == 200
    new = server.store.unit(state.key)
    assert issue.suggestion in new.unit.en_text
    assert new.published == state.unit.en_text
    assert not any(i.scorer == "figures" and i.zh_span == issue.zh_span for i in new.unit.issues)


def test_an_encoder_that_fails_to_load_stops_no_edit(small: Store, caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> Any:
        raise EncoderError("no wheel for this platform")

    state = small.units()[0]
    with running(small, rescorer=Rescorer(encoders=Encoders(fails, fails))) as server:
        body = {"who": "Li", "since": 0, "key": state.key, "version": state.version, "text": "Another English."}
        assert server.client().post("/edit", json=body).status_code == 200
        change = {"who": "Li", "since": 0, "key": state.key, "versions": {}, "change": "realign"}
        answer = server.client().post("/align", json=change)
        assert answer.status_code == 422
    assert [record.getMessage().count("no wheel") for record in caplog.records if record.name == "align"] == [1, 1]


def test_a_list_of_units_that_comes_meanwhile_does_not_take_the_place_of_ours(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Plan:
        """As it goes, another thread asks for a newer one: the worst moment there is."""

        def __init__(self, snapshot: Snapshot) -> None:
            self.number = snapshot.layout

        def __del__(self) -> None:
            if self.number == 1:
                service.layout(snapshots[3])

    monkeypatch.setattr(service_module, "layout", Plan)
    service = Service(small, Rescorer())
    snapshots = {number: replace(service.current(), layout=number) for number in (1, 2, 3)}
    assert [service.layout(snapshots[number]).number for number in (1, 2)] == [1, 2]  # type: ignore[attr-defined]


def test_an_edit_that_made_one_sentence_of_two_can_still_be_merged(server: Running) -> None:
    state = next(state for state in server.store.units() if len(state.unit.en) == 1 and len(state.unit.zh) == 1)
    server.store.edit(state.key, "One here. Two here.", (), who="Li", version=state.version)
    page = server.client().get(f"/alignment/{state.key}")
    assert page.status_code == 200
    assert "One here. Two here." in page.text


@pytest.mark.parametrize(
    ("words", "count"), [("农田", 1), ("  农 田 ", 1), ("JIN XIANG", 1), ("５％", 1), ("", 0), ("%_", 0)]
)
def test_search(server: Running, words: str, count: int) -> None:
    assert len(server.client().get("/search", params={"q": words}).json()) == count


def test_rows_are_sent_as_they_were_made(server: Running) -> None:
    client, units = server.client(), server.client().get("/outline").json()["units"]
    keys = [key for key, _, chunk, *_ in units if chunk == 0]
    sent = client.get(f"/rows?chunks=0&first={keys[0]}").json()
    assert sent == {"0": "".join(client.get(f"/row/{key}").text for key in keys)}
    assert sent["0"] in client.get("/").text


def test_search_forgets_units_that_are_gone(server: Running) -> None:
    one, two = server.store.units()[:2]
    assert server.service.search("e")
    versions = {one.key: one.version, two.key: two.version}
    merged = beads.merged([one.unit, two.unit], server.service.current().documents)
    server.store.restructure(versions, merged, who="Li")
    assert server.service.search("e")
    assert server.service._letters.keys() == {state.key for state in server.store.units()}


def test_only_what_changed_is_read_again(small: Store) -> None:
    current = Current(small)
    first = current()
    assert current() is first
    key = first.states[0].key
    small.comment(key, "x", who="Li")
    second = current()
    assert second.since(first.revision) == (key,)
    assert second.layout == first.layout
    assert [a is b for a, b in zip(first.states, second.states, strict=True)].count(False) == 1


def test_pairs_without_documents_can_be_reviewed(small: Store, tmp_path: object) -> None:
    units = tuple(replace(unit, zh=(), en=()) for unit in small.bitext().units)
    store = Store.open(tmp_path / "pairs.sqlite", seed=Project("pairs", Bitext(units), {}))  # type: ignore[operator]
    with running(store) as server:
        assert server.client().get("/").status_code == 200
        units = server.client().get("/outline").json()["units"]
        assert server.client().get(f"/alignment/{units[0][0]}").status_code == 200
    store.close()


def test_an_empty_project_opens(tmp_path: object) -> None:
    store = Store.open(tmp_path / "empty.sqlite", seed=Project("empty", Bitext(()), {}))  # type: ignore[operator]
    with running(store) as server:
        assert "This project has no pairs." in server.client().get("/").text
        assert server.client().get("/errata").status_code == 200
        assert server.client().get("/errata.tsv").status_code == 200
    store.close()
    assert visible("x") == "x"
