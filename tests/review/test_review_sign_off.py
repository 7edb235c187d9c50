"""Approval and sign-off are two states, a role for each; the history of a pair; terms and words replaced."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest
from pages import expect, opened, settled
from review_server import Running, running
from store.reviews import project

from align.model.bitext import Bitext, Project
from align.model.termbase import Term, Termbase
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.review.rescoring import Rescorer
from align.review.server import access_of
from align.store import NotApprovedError, Store
from align.wordlinks.links import Link, Word, WordLinks

REVISERS, CHIEFS = "a-long-random-word-of-32-letters", "another-long-random-word-of-letters"
PAIRS = [
    ("专业镇很多。", "There are many professional towns."),
    ("专业镇是新名片。", "Professional towns are a calling card."),
    ("谢谢。", "Thanks."),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "review.sqlite", seed=project(PAIRS))
    yield store
    store.close()


def states(store: Store) -> list[tuple[bool, bool]]:
    return [(state.approval is not None, state.sign_off is not None) for state in store.units()]


def test_a_pair_is_signed_off_after_its_approval_and_another_english_takes_both_away(store: Store) -> None:
    one = store.units()[0]
    with pytest.raises(NotApprovedError):
        store.sign(one.key, True, who="Chief", version=one.version)
    one = store.approve(one.key, True, who="Li", version=one.version)
    one = store.sign(one.key, True, who="Chief", version=one.version)
    assert states(store) == [(True, True), (False, False), (False, False)]
    assert store.bitext().signed[one.unit.id].who == "Chief"
    one = store.edit(one.key, "There are many specialized towns.", (), who="Li", version=one.version)
    assert states(store)[0] == (False, False)
    one = store.approve(one.key, True, who="Li", version=one.version)
    assert states(store)[0] == (True, False)  # what the chief editor signed was another English
    store.approve_all({state.key: state.version for state in store.units()}, who="Li")
    store.sign_all({state.key: state.version for state in store.units()}, who="Chief")
    assert states(store) == [(True, True)] * 3
    store.merge_run(project(PAIRS))
    assert [signed for _, signed in states(store)].count(True) >= 2
    store.undo(who="Chief")
    assert states(store) == [(True, False)] * 3


@pytest.fixture
def office(store: Store) -> Iterator[Running]:
    with running(store, access=access_of("127.0.0.1", REVISERS, CHIEFS)) as server:
        yield server


def signed_in(server: Running, who: str, token: str) -> httpx.Client:
    client = server.client()
    assert client.post("/login", data={"name": who, "token": token}).status_code == 200
    return client


def test_with_a_token_only_a_chief_editor_signs_off(office: Running, store: Store) -> None:
    reviser, chief = signed_in(office, "Li", REVISERS), signed_in(office, "Chen", CHIEFS)
    versions = {state.key: state.version for state in store.units()}
    everything = {"who": "x", "since": 0, "versions": versions}
    assert reviser.post("/for-all", json={**everything, "by": "reviser"}).json()["count"] == 3
    one = store.units()[0]
    body = {"who": "x", "since": 0, "key": one.key, "version": one.version, "on": True}
    for path, values in (("/sign", body), ("/for-all", {**everything, "by": "chief"})):
        refused = reviser.post(path, json=values)
        assert refused.status_code == 422
        assert "chief editor" in refused.json()["error"]
    assert "Sign off all approved pairs" not in reviser.get("/").text
    assert "Sign off all approved pairs" in chief.get("/").text
    assert chief.post("/sign", json=body).status_code == 200
    assert [s.sign_off.who for s in store.units() if s.sign_off] == ["Chen"]
    assert [s.approval.who for s in store.units() if s.approval] == ["Li"] * 3


def test_signing_off_and_the_history_of_a_pair_on_the_page(browser: object, store: Store) -> None:
    with running(store) as server, opened(browser, server.url, who="Li") as page:
        page.keyboard.press("J")
        page.keyboard.press("A")
        expect(page.locator("#said")).to_have_text("Only an approved pair can be signed off.")
        page.keyboard.press("e")
        page.locator("textarea").fill("There are many specialized towns.")
        page.keyboard.press("Control+Enter")
        settled(page)
        page.keyboard.press("a")
        settled(page)
        page.keyboard.press("A")
        settled(page)
        expect(page.locator(".current-row .badge")).to_have_text("Signed off")
        page.keyboard.press("h")
        acts = page.locator("#history li > p:first-child")
        expect(acts).to_contain_text(["Li sign-off", "Li approval", "Li edited", "align run imported"])
        expect(page.locator("#history del")).to_have_text("professional")
        expect(page.locator("#history ins")).to_have_text("specialized")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Sign off…").click()
        expect(page.locator("#signing-state")).to_contain_text("1 of 3 pairs are approved, 1 signed off")
        page.get_by_role("button", name="Approve all pairs").click()
        settled(page)
    assert states(store) == [(True, True), (True, False), (True, False)]


def test_a_selected_term_its_renderings_and_words_replaced_after_a_preview(browser: object, store: Store) -> None:
    select = """([place, start, end]) => {
      const node = document.querySelector(place).firstChild;
      getSelection().setBaseAndExtent(node, start, node, end);
    }"""
    with running(store) as server, opened(browser, server.url, who="Li") as page:
        page.evaluate(select, ["#tu-0 > p.zh", 0, 3])
        page.keyboard.press("t")
        dialog = page.locator("#terms")
        expect(dialog.locator("[name=zh]")).to_have_value("专业镇")
        expect(dialog.locator(".concordance li")).to_have_count(2)
        expect(dialog.locator(".concordance mark")).to_have_text(["专业镇", "专业镇"])
        dialog.locator("[name=en]").fill("specialized town")
        dialog.get_by_role("button", name="Add to the termbase").click()
        expect(dialog.locator(".why")).to_have_text("Added to the termbase.")
        dialog.locator("[name=find]").fill("professional towns")
        dialog.locator("[name=by]").fill("specialized towns")
        page.keyboard.press("Enter")
        expect(dialog.locator(".preview li")).to_have_count(2)
        expect(dialog.locator(".preview ins")).to_have_text(["specialized", "Specialized"])
        dialog.locator(".preview input").last.uncheck()
        dialog.get_by_role("button", name="Replace in the pairs").click()
        settled(page)
        english = [state.unit.en_text for state in store.units()]
        assert english[:2] == ["There are many specialized towns.", PAIRS[1][1]]
        assert [(term.zh, term.en) for term in store.terms()] == [("专业镇", "specialized town")]
        page.keyboard.press("u")
        settled(page)
    assert [state.unit.en_text for state in store.units()] == [en for _, en in PAIRS]


class Links:
    """Word links of one pair, in place of those of an encoder: 新质生产力 is "good tools"."""

    def __call__(self, unit: TranslationUnit) -> WordLinks:
        zh, en = (Word((2, 7), "新质生产力"),), tuple(Word(m.span(), m[0]) for m in re.finditer(r"\w+", unit.en_text))
        numbers = [n for n, word in enumerate(en) if word.text in ("good", "tools")]
        links = tuple(Link(0, n, 0.9) for n in numbers)
        return WordLinks(zh, en, links, (1.0,), (1.0,) * len(en), np.zeros((1, len(en)), np.float32))


def test_a_flag_of_a_term_is_accepted_where_word_links_say_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    termbase = Termbase((Term("新质生产力", ("new quality productive forces",)),), "office.csv")
    rescorer = Rescorer(checker=Checker(termbase=termbase))
    units = rescorer.check_all([TranslationUnit(0, (0,), (0,), "发展新质生产力。", "We make good tools.")], [0])
    store = Store.open(tmp_path / "terms.sqlite", seed=Project("p", Bitext(units), {}))
    (issue,) = store.unit("0").unit.issues
    with running(store, rescorer=rescorer) as server:
        client, body = server.client(), {"who": "Li", "since": 0, "key": "0", "issue": issue.id, "version": 1}
        assert 'data-do="accept"' in client.get("/row/0").text
        assert client.post("/accept", json=body).status_code == 422  # no links yet: the page opens the English
        monkeypatch.setattr(rescorer, "links", lambda: Links())
        assert client.post("/accept", json=body).status_code == 200
        assert "good tools" not in client.get("/terms?zh=新质生产力").text
    assert store.unit("0").unit.en_text == "We make new quality productive forces."
    assert [closed.verdict.decision for closed in store.unit("0").closed if closed.verdict] == ["fixed"]
    store.close()
