"""A second reader is asked from the page: after its cost and its place were shown and agreed to, and never before."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from opinion.stub_server import Stub, echoed, plain, serving
from pages import expect, opened
from review_server import Running, running

from align.model.bitext import Bitext, Project
from align.model.unit import Issue, TranslationUnit
from align.review.people import Person
from align.review.server import access_of
from align.store import Store

REVISERS, CHIEFS = "a-long-random-word-of-32-letters", "another-long-random-word-of-letters"
PAIRS = [("投资5亿元。", "It invested 5 million yuan."), ("谢谢。", "Thanks."), ("下降8%。", "It fell by 9 percent.")]
FIVE = Issue(
    "figures", "mistranslation/number", "critical", 0.9, "Figure.", (2, 5), (12, 21), suggestion="500 million", id="a"
)
NINE = Issue(
    "figures", "mistranslation/number", "major", 0.5, "Figure.", (2, 4), (11, 20), suggestion="8 percent", id="b"
)


def surprised(path: str, body: dict[str, str]) -> object:
    """A model that finds "500 million" improbable."""
    return echoed(body["prompt"], lambda _: -9.0 if "500 million" in body["prompt"] else -1.0)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    issues = {0: (FIVE,), 2: (NINE,)}
    units = [TranslationUnit(k, (k,), (k,), zh, en, issues=issues.get(k, ())) for k, (zh, en) in enumerate(PAIRS)]
    store = Store.open(tmp_path / "review.sqlite", seed=Project("pairs", Bitext(tuple(units)), {}))
    yield store
    store.close()


@pytest.fixture
def server(store: Store) -> Iterator[Running]:
    with running(store) as server:
        yield server


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving(surprised) as stub:
        yield stub


def dialog(client: httpx.Client, state: str) -> str:
    """The dialog, once a reading is at a state."""
    for _ in range(300):
        text = client.get("/second").text
        if f'data-state="{state}"' in text:
            return text
        time.sleep(0.02)
    raise AssertionError(text)


def about_the_project(stub: Stub) -> int:
    return sum("投资" in str(body) or "下降" in str(body) for _, _, body in stub.asked)


def ask(client: httpx.Client, spec: str, **more: object) -> httpx.Response:
    return client.post("/second", json={"who": "Li", "since": 0, "spec": spec, **more})


def agree(client: httpx.Client, on: bool) -> httpx.Response:
    return client.post("/second-answer", json={"who": "Li", "since": 0, "on": on})


def flags(store: Store) -> list[tuple[str, float, bool]]:
    return [(i.severity, i.confidence, "opinion" in i.values) for state in store.units() for i in state.unit.issues]


def test_it_is_off_and_nothing_is_asked_before_its_cost_is_agreed_to(server: Running, store: Store, stub: Stub) -> None:
    client = server.client()
    assert "It is off" in dialog(client, "off")
    assert not stub.asked
    assert ask(client, f"{stub.address}#qwen").status_code == 200
    shown = dialog(client, "estimated")
    assert stub.address in shown
    assert "No text leaves this machine." in shown
    assert "4 questions, about" in shown
    assert about_the_project(stub) == 0
    assert ask(client, f"{stub.address}#qwen").json()["error"] == "A second reader is being asked already."
    before = flags(store)
    agree(client, False)
    dialog(client, "off")
    assert flags(store) == before
    assert about_the_project(stub) == 0


def test_what_it_thinks_is_stored_in_one_act_that_can_be_undone(server: Running, store: Store, stub: Stub) -> None:
    client, before = server.client(), flags(store)
    ask(client, f"{stub.address}#qwen")
    dialog(client, "estimated")
    agree(client, True)
    assert "Flags weighed: 2" in dialog(client, "done")
    (first, sure, asked), (_, _, asked_too) = flags(store)
    assert asked
    assert asked_too
    assert (first, sure < 0.9) != ("critical", False)
    assert store.history(1)[0].what == "asked a second reader"
    assert store.history(1)[0].who == "Li"
    assert "asked a second reader" in client.get(f"/history/{store.units()[0].key}").text
    client.post("/undo", json={"who": "Li", "since": 0})
    assert flags(store) == before
    ask(client, f"{stub.address}#qwen")
    count = len(stub.asked)
    assert "All answers are kept from before" in dialog(client, "estimated")
    agree(client, True)
    dialog(client, "done")
    assert len(stub.asked) == count
    assert flags(store)[0][2]


def test_who_agrees_sees_at_once_that_it_reads(server: Running) -> None:
    client, free = server.client(), threading.Event()

    def waits(path: str, body: dict[str, str]) -> object:
        if "下降" in str(body) or "投资" in str(body):
            free.wait(10)
        return surprised(path, body)

    with serving(waits) as stub:
        ask(client, f"{stub.address}#qwen")
        dialog(client, "estimated")
        server.service.second.answer(agreed=True, person=Person())
        assert server.service.second.offer.state == "reading"
        free.set()
        dialog(client, "done")


def test_decided_flags_and_pairs_changed_meanwhile_stay(server: Running, store: Store, stub: Stub) -> None:
    one, _, three = store.units()
    store.decide(one.key, "a", "confirmed", who="Wang", version=one.version)
    client = server.client()
    ask(client, f"{stub.address}#qwen")
    assert "2 questions" in dialog(client, "estimated")
    store.decide(three.key, "b", "confirmed", who="Wang", version=three.version)
    agree(client, True)
    dialog(client, "done")
    assert [asked for *_, asked in flags(store)] == [False, False]


def test_a_server_that_fails_changes_nothing_and_is_said(server: Running, store: Store) -> None:
    client, before = server.client(), flags(store)
    with serving(lambda path, body: plain({"error": "key"}, 401)) as stub:
        ask(client, f"{stub.address}#qwen")
        assert "401" in dialog(client, "done")
    assert flags(store) == before
    assert ask(client, "qwen").status_code == 422
    assert "unknown second reader" in ask(client, "qwen").json()["error"]
    assert ask(client, "https://models.example/v1").status_code == 422


@pytest.mark.parametrize("given", ["", "own"])
def test_who_signs_in_cannot_name_a_model(store: Store, stub: Stub, given: str) -> None:
    own = f"{stub.address}#qwen"
    with running(store, access=access_of("127.0.0.1", REVISERS, CHIEFS), given=own if given else "") as server:
        reviser, chief = server.client(), server.client()
        for client, token in ((reviser, REVISERS), (chief, CHIEFS)):
            assert client.post("/login", data={"name": "Li", "token": token}).status_code == 200
        assert ask(reviser, own).status_code == 422
        answer = ask(chief, "https://evil.example/v1#m")
        if not given:
            assert answer.status_code == 422
            return
        assert stub.address in dialog(chief, "estimated")
        assert "evil.example" not in chief.get("/second").text
        assert agree(reviser, True).status_code == 422
        agree(chief, False)


def test_in_a_browser(server: Running, store: Store, stub: Stub, browser: object) -> None:
    with opened(browser, f"{server.url}/", expected=re.compile("422")) as page:
        page.get_by_role("button", name="Second reader…").click()
        form = page.locator("#second form")
        expect(form).to_have_attribute("data-state", "off")
        form.get_by_label("Model").fill("qwen")
        form.get_by_role("button", name="Show what it costs").click()
        expect(form.locator(".refused")).to_contain_text("unknown second reader")
        form.get_by_label("Model").fill(f"{stub.address}#qwen")
        form.get_by_role("button", name="Show what it costs").click()
        expect(form).to_have_attribute("data-state", "estimated")
        expect(form.locator(".where")).to_contain_text(stub.address)
        form.get_by_role("button", name="Ask it").click()
        expect(form).to_have_attribute("data-state", "done")
        form.get_by_role("button", name="Close").click()
        expect(page.locator(".note").first).to_contain_text("weighed by the second reader")
