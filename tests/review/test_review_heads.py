"""The title and the date line on the page: first, without a number, and with everything but an alignment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import current, opened, settled
from review_server import Running, running

from align.model.bitext import Bitext, Project
from align.model.document import Source
from align.model.unit import Bead, heads_of, unit_of
from align.pipeline import Checker, documents_of
from align.review.beads import BeadError
from align.review.bodies import Change
from align.review.rescoring import Rescorer
from align.store import Store

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
ZH = "上半年出口增长8.5%\n新闻办 2024年7月3日\n\n林晓岚：大家上午好！\n单志远：出口5亿元。谢谢大家。\n"
EN = (
    "Exports rise 85% in first half\nChina.org.cn | July 5, 2024\n\n"
    "Lin Xiaolan: Good morning!\nShan Zhiyuan: Exports were 5 million yuan. Thank you.\n"
)


def project(en_text: str = EN) -> Project:
    zh, en = documents_of(Source("z.txt", ZH), Source("e.txt", en_text))
    units = [unit_of(number, Bead((number,), (number,)), zh, en) for number in range(3)]
    return Project("sample", Bitext(Checker().units([*units, *heads_of(zh, en)], date=zh.metadata.date), zh, en), {})


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Running]:
    seed = project()
    store = Store.open(tmp_path / "review.sqlite", seed=seed)
    with running(store, rescorer=Rescorer(date=seed.bitext.date)) as server:
        yield server
    store.close()


def test_counts_are_of_pairs_and_of_flags_that_stand(browser: sync_api.Browser, review: Running) -> None:
    review.store.merge_run(project(EN.replace("85%", "8.5%")))
    with opened(browser, review.url) as page:
        expect(page.locator("#place")).to_have_text("2 flags")
        expect(page.locator("#progress")).to_have_text("0 of 2 decided · 1 critical open")
        page.locator(".note.is-closed").click()
        page.keyboard.press("j")
        expect(current(page).locator(".message")).to_contain_text("July")
        page.keyboard.press("o")
        expect(page.locator("#count")).to_have_text("1 of 3 pairs")


def test_the_page_shows_them_first(browser: sync_api.Browser, review: Running) -> None:
    with opened(browser, review.url) as page:
        labels = page.locator(".tu .ref > a").all_inner_texts()
        assert [label.split()[-1] for label in labels] == ["Title", "Date", "1", "2", "3"]
        expect(page.locator(".tu").first.locator(".beads, .sure, [data-do=alignment], [data-do=lock]")).to_have_count(0)
        page.keyboard.press("j")
        expect(current(page).locator(".message")).to_contain_text("85%")
        for key in "lg":
            page.keyboard.press(key)
            expect(page.locator("#said")).to_contain_text("stands by itself")
        expect(page.locator("#alignment")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator(".current-row > p.en")).to_have_text("Exports rise 8.5% in first half")
        page.keyboard.press("j")
        page.keyboard.press("y")
        settled(page)
        page.keyboard.press("h")
        expect(page.locator("#history-title")).to_have_text("History")
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Errata").click()
        expect(page.locator(".errata tbody th").first).to_contain_text("title")
    by_id = {state.unit.id: state for state in review.store.units()}
    assert by_id["title"].unit.en_text == "Exports rise 8.5% in first half"
    assert [verdict.decision for verdict in by_id["date"].verdicts.values()] == ["confirmed"]
    assert [state.unit.id for state in review.store.units()] == [0, 1, 2, "title", "date"]


def test_the_chinese_page_names_them_in_chinese(browser: sync_api.Browser, review: Running) -> None:
    with opened(browser, review.url, locale="zh-CN") as page:
        assert page.locator(".tu .ref > a").all_inner_texts()[:2] == ["标题", "日期"]


def test_they_take_no_part_in_the_alignment(review: Running) -> None:
    states = {state.unit.id: state for state in review.store.units()}

    def change(id: object, what: str) -> Change:
        key = states[id].key
        return Change(who="Li", since=0, key=key, versions={}, change=what)

    for what in ("merge below", "split", "untranslated", "realign"):
        with pytest.raises(BeadError, match="stands by itself"):
            review.service.realigned(change("title", what))
    with pytest.raises(BeadError, match="no pair there"):
        review.service.realigned(change(0, "merge above"))
    review.service.realigned(change(0, "merge below"))
    assert [state.unit.id for state in review.store.units()] == [0, 2, "title", "date"]
    with review.client() as client:
        html = client.get(f"/alignment/{states[0].key}").text
        assert "above" not in html
