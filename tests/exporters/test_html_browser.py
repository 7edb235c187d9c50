"""The report in a real browser: keys, filters, search, addresses, themes, and without a script."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from edition_sample import sample
from machine import chromium

from align.exporters import html
from align.model.bitext import Bitext

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.render(sample()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(address)
    yield page
    context.close()
    assert said == []


def shown(page: sync_api.Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator(".tu:not([hidden])").all() if row.is_visible()]


def current(page: sync_api.Page) -> str:
    return str(page.evaluate("document.activeElement.querySelector('.message')?.textContent ?? ''"))


def test_j_and_k_walk_the_flags(page: sync_api.Page) -> None:
    page.keyboard.press("j")
    assert current(page).startswith("The English figure is ten times too small.")
    assert page.locator("#place").inner_text() == "1 of 11 flags"
    assert page.locator("mark.current").all_inner_texts() == ["2.57万亿元", "257 billion yuan"]
    for _ in range(9):
        page.keyboard.press("j")
    assert current(page).startswith("The month differs.")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current(page).startswith("This sentence has no counterpart")
    assert page.locator("#next").is_disabled()
    page.keyboard.press("k")
    assert current(page).startswith("The month differs.")
    box = page.locator(".note.current").bounding_box()
    assert box is not None
    assert 100 < box["y"] < 800 - box["height"]


def test_the_address_names_the_flag_and_leads_back(page: sync_api.Page, browser: sync_api.Browser) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    link = page.evaluate("location.href")
    assert "#issue-" in link
    other = browser.new_page()
    other.goto(link)
    assert current(other) == current(page) != ""
    box = other.locator(".note.current").bounding_box()
    assert box is not None
    assert 200 < box["y"] < 500
    other.close()


def test_severities_and_scorers_choose_the_flags(page: sync_api.Page) -> None:
    for severity in ("major", "minor", "neutral"):
        page.locator(f'input[value="{severity}"]').uncheck()
    assert page.locator("#place").inner_text() == "3 flags"
    assert len(shown(page)) == 12
    assert page.locator("mark:not(.off)").count() == 5
    page.locator("#scorer").focus()
    page.select_option("#scorer", "omission")
    assert page.locator("#place").inner_text() == "1 flag"
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    assert shown(page) == ["tu-6"]
    page.keyboard.press("j")
    assert current(page).startswith("This sentence is not in the English.")
    page.keyboard.press("Escape")
    assert len(shown(page)) == 12
    assert page.locator("#place").inner_text() == "9 of 11 flags"


def test_speaker_and_only_flagged_hide_rows(page: sync_api.Page) -> None:
    page.keyboard.press("o")
    assert shown(page) == [f"tu-{k}" for k in (2, 3, 4, 5, 6, 9, 10)]
    page.keyboard.press("o")
    page.select_option("#speaker", label="主持人 · Moderator")
    assert shown(page) == ["tu-0", "tu-1"]
    assert page.locator("#status").inner_text() == "2 of 12 pairs"
    assert page.locator("#place").inner_text() == "0 flags"


@pytest.mark.parametrize(
    ("words", "found"), [("农田", ["tu-5"]), ("jin xiang", ["tu-1"]), ("５％", ["tu-2"]), ("xyz", [])]
)
def test_search_in_both_languages(page: sync_api.Page, words: str, found: list[str]) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    sync_api.expect(page.locator("#status")).to_contain_text(f"{len(found)} of 12 pairs")  # the last letter counts
    assert shown(page) == found
    assert page.locator("#nothing").is_visible() == (not found)
    page.keyboard.press("Escape")
    assert len(shown(page)) == 12
    page.keyboard.press("j")
    assert page.locator("#place").inner_text() == "1 of 11 flags"


def test_help_opens_and_closes_by_key(page: sync_api.Page) -> None:
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("j")
    assert page.locator("#place").inner_text() == "11 flags"
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_theme_follows_the_system_and_the_button(page: sync_api.Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    assert dark != light
    page.locator("#theme").click()
    assert page.evaluate(ground) == light
    page.reload()
    assert page.evaluate(ground) == light


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_nothing_overflows_or_overlaps(page: sync_api.Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("/")
    assert page.locator("#search").is_visible()
    page.keyboard.press("Escape")
    for _ in range(8):
        page.keyboard.press("j")
    bar, speaker = page.locator(".bar").bounding_box(), page.locator(".speaker").last.bounding_box()
    assert bar is not None
    assert speaker is not None
    assert (bar["y"], speaker["y"]) == pytest.approx((0, bar["height"]), abs=0.5)


def test_print_shows_text_and_no_controls(page: sync_api.Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".note").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_a_script_it_can_be_read(browser: sync_api.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".tu").count() == len(shown(page)) == 12
    assert page.locator(".note:visible").count() == 11
    assert not page.locator(".bar").is_visible()
    context.close()


def test_hostile_text_does_not_run(browser: sync_api.Browser, tmp_path: Path) -> None:
    hostile = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    units = tuple(replace(unit, zh_text=hostile, en_text=hostile) for unit in sample().units)
    (tmp_path / "report.html").write_text(html.render(Bitext(units), title=hostile), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    assert page.title() == hostile
    assert page.locator(".tu .zh").first.inner_text() == hostile
    page.close()
