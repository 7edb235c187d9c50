"""What a reviewer's rarer acts do, in the store and on the page: a rendering added, an edit let go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from review_server import Running, running
from store.reviews import project

from align.model.bitext import Bitext, Project
from align.model.termbase import Term, Termbase
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.review.rescoring import Rescorer
from align.store import Store
from align.store.reviewing import TERMS

PAIRS = (
    ("蓝天工程进展顺利。", "The Blue Sky project goes well."),
    ("谢谢。", "Thank you."),
    ("我们继续蓝天工程。", "We go on with the work."),
    ("大家好。", "Hello everyone."),
    ("蓝天工程第二阶段开始。", "Phase two of the blue sky projects has begun."),
)
OFFICE = Termbase((Term("蓝天工程", ("Clear Heavens scheme",)),), "office.csv")


@pytest.fixture
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """A review whose first unit has an issue on what is added; checked with the termbase of the parameter."""
    rescorer = Rescorer(checker=Checker(termbase=getattr(request, "param", None)))
    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(PAIRS)]
    checked = rescorer.check_all(units, range(len(units)))
    mine = Issue(
        "consistency", "inconsistency", "minor", 0.8, "m", (0, 4), (4, 20), "蓝天工程", "Blue Sky project", id="mine"
    )
    silent = Issue("figures", "omission/number", "major", 0.8, "m", (0, 2), None, "蓝天", "", id="silent")
    units = [replace(checked[0], issues=(*checked[0].issues, mine, silent)), *checked[1:]]
    store = Store.open(tmp_path / "review.sqlite", seed=Project("p", Bitext(tuple(units)), {}))
    with running(store, rescorer=rescorer) as server:
        yield server
    store.close()


def term(server: Running, issue: str = "mine") -> Any:
    body = {"who": "Li", "since": server.store.revision(), "key": "0", "issue": issue}
    return server.client().post("/term", json=body)


def flags(server: Running) -> list[int]:
    """How many issues of ``terms`` each unit has."""
    return [sum(i.scorer == "terms" for i in state.unit.issues) for state in server.store.units()]


def test_an_added_rendering_is_asked_for_where_it_is_missing(server: Running) -> None:
    assert flags(server) == [0, 0, 0, 0, 0]
    answer = term(server).json()
    assert flags(server) == [0, 0, 1, 0, 0]
    assert set(answer["units"]) == {"0", "2"}
    assert "“Blue Sky project”" in answer["units"]["2"]["html"]  # to be accepted, where word links find its place
    assert "蓝天工程 should be rendered" in answer["units"]["2"]["html"]
    assert [(t.zh, t.en, t.who) for t in server.store.terms()] == [("蓝天工程", "Blue Sky project", "Li")]
    first = server.store.unit("0")
    assert [issue.id for issue in first.unit.issues] == ["silent"]
    assert [(closed.issue.id, closed.reason) for closed in first.closed] == [("mine", TERMS)]
    assert server.store.history(limit=1)[0].what == "added 蓝天工程 = Blue Sky project"


@pytest.mark.parametrize("server", [OFFICE], indirect=True)
def test_an_added_rendering_counts_beside_those_of_the_office(server: Running) -> None:
    assert flags(server) == [1, 0, 1, 0, 1]
    answer = term(server).json()
    assert flags(server) == [0, 0, 1, 0, 0]
    assert set(answer["units"]) == {"0", "4"}
    assert [closed.reason for closed in server.store.unit("4").closed] == [TERMS]
    body = {"who": "Li", "since": 0, "key": "2", "version": server.store.unit("2").version}
    server.client().post("/edit", json={**body, "text": "We go on with the Blue Sky project."})
    assert flags(server) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("server", [OFFICE], indirect=True)
def test_undone_it_is_as_it_was(server: Running) -> None:
    before = [state.unit for state in server.store.units()]
    term(server)
    answer = server.client().post("/undo", json={"who": "Li", "since": 0}).json()
    assert answer["undone"] == "added 蓝天工程 = Blue Sky project"
    assert [state.unit for state in server.store.units()] == before
    assert server.store.terms() == ()


@pytest.mark.parametrize("server", [OFFICE], indirect=True)
def test_a_decision_on_what_goes_is_kept(server: Running) -> None:
    state = server.store.unit("4")
    (issue,) = state.unit.issues
    server.store.decide("4", issue.id, "false positive", who="Wang", version=state.version)
    term(server)
    (closed,) = server.store.unit("4").closed
    assert closed.verdict is not None
    assert (closed.verdict.decision, closed.verdict.who) == ("false positive", "Wang")


@pytest.mark.parametrize("server", [OFFICE], indirect=True)
def test_what_a_colleague_changed_meanwhile_stays(server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    real = server.store.add_term

    def late(zh: str, en: str, **rest: Any) -> Any:
        server.store.comment("4", "Wait.", who="Wang")
        return real(zh, en, **rest)

    monkeypatch.setattr(server.store, "add_term", late)
    assert term(server).status_code == 200
    assert flags(server) == [0, 0, 1, 0, 1]
    assert [comment.text for comment in server.store.unit("4").comments] == ["Wait."]


def test_words_on_one_side_are_no_rendering(server: Running) -> None:
    assert term(server, "silent").status_code == 404
    assert server.store.terms() == ()


def test_an_edit_that_was_not_taken_over_is_let_go(tmp_path: Path) -> None:
    store = Store.open(
        tmp_path / "review.sqlite", seed=project([("产值增长5%。", "Output grew 6%."), ("谢谢。", "Thanks.")])
    )
    state = store.unit("0")
    store.edit("0", "Output grew by some 5 percent.", [], who="Li", version=state.version)
    store.merge_run(project([("产值增长5%。", "Growth came to 8%."), ("谢谢。", "Thanks.")]))
    with running(store, rescorer=Rescorer()) as server:
        client, state = server.client(), store.unit("0")
        assert state.conflict is not None
        assert "some 5 percent" in client.get("/row/0").text
        body = {"who": "Wang", "since": store.revision(), "key": "0"}
        assert client.post("/dismiss", json={**body, "version": state.version - 1}).status_code == 409
        answer = client.post("/dismiss", json={**body, "version": state.version}).json()
        assert "some 5 percent" not in answer["units"]["0"]["html"]
        after = store.unit("0")
        assert (after.conflict, after.unit.en_text) == (None, "Growth came to 8%.")
        assert (store.history(limit=1)[0].who, store.history(limit=1)[0].what) == ("Wang", "dropped an edit")
        client.post("/undo", json={"who": "Wang", "since": 0})
        assert store.unit("0").conflict == state.conflict
        assert "some 5 percent" in client.get("/row/0").text
    store.close()
