"""The whole flow on seeds A in a real browser: decide, edit, align, undo, reload; two reviewers; dark; by address."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from review_server import Running

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect


@contextmanager
def opened(
    browser: sync_api.Browser, url: str, *, who: str = "Wang Fang", **options: object
) -> Iterator[sync_api.Page]:
    """A page of a reviewer of that name; nothing may be said on the console and nothing fetched from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 850}, locale="en-GB", **options)
    if who:
        context.add_init_script(f"localStorage.setItem('align-name', {who!r})")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "409" not in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(url) else said.append(request.url))
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert said == []


@pytest.fixture
def page(browser: sync_api.Browser, review_a: Running) -> Iterator[sync_api.Page]:
    with opened(browser, review_a.url) as page:
        yield page


def current(page: sync_api.Page) -> sync_api.Locator:
    return page.locator(".note.current")


def to(page: sync_api.Page, words: str) -> None:
    """Walks to the flag whose message has these words."""
    for _ in range(40):
        page.keyboard.press("j")
        page.wait_for_timeout(20)
        if current(page).count() and words in current(page).locator(".message").inner_text():
            return
    raise AssertionError(words)


def test_the_whole_flow(page: sync_api.Page, review_a: Running) -> None:
    progress = page.locator("#progress")
    total = int(re.findall(r"of (\d+)", progress.inner_text())[0])
    for key, status in zip(
        "ynfyn", ("confirmed", "false positive", "fixed", "confirmed", "false positive"), strict=True
    ):
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(current(page).locator(".verdict strong")).to_have_text(status)
    expect(progress).to_contain_text(f"5 of {total} decided")

    to(page, "10 times too small")  # an edited figure turns green
    expect(page.locator("mark.current")).to_have_text(["884亿千瓦时", "8.84 billion kilowatt-hours"])
    row = page.locator(".current-row")
    page.keyboard.press("e")
    page.keyboard.type("88.4 billion kilowatt-hours")
    page.keyboard.press("Control+Enter")
    expect(current(page).locator(".verdict strong")).to_have_text("fixed")
    expect(row.locator(".en mark.settled")).to_contain_text("88.4")
    expect(row.locator(".zh mark.settled")).to_have_text("884亿千瓦时")
    expect(progress).to_contain_text(f"6 of {total} decided")
    green = row.locator(".en mark.settled").evaluate("m => getComputedStyle(m).color")
    assert green == "rgb(29, 107, 58)"

    to(page, "100 times too small")  # Enter accepts the suggestion
    page.keyboard.press("Enter")
    expect(row.locator("> p.en")).to_contain_text("46.5 billion yuan")
    expect(current(page).locator(".verdict strong")).to_have_text("fixed")

    units = len(review_a.store.units())  # merge with the pair below, then align again between locks, then undo both
    key = row.get_attribute("data-key")
    page.keyboard.press("J")
    page.keyboard.press("g")
    page.get_by_role("button", name="Merge with the pair below").click()
    expect(page.locator("#alignment")).to_be_hidden()
    assert len(review_a.store.units()) == units - 1
    merged = page.locator(".current-row")
    expect(merged.locator(".badge")).to_have_text("Locked")
    page.keyboard.press("l")
    expect(merged.locator(".badge")).to_have_count(0)
    page.keyboard.press("g")
    page.get_by_role("button", name="Re-align between locks").click()
    expect(page.locator("#alignment")).to_be_hidden(timeout=60_000)
    assert len(review_a.store.units()) == units
    for _ in range(3):
        page.keyboard.press("u")
        expect(page.locator("#said")).to_contain_text("Undone")
        page.wait_for_timeout(100)
    assert len(review_a.store.units()) == units
    assert key is not None

    page.keyboard.press("c")
    page.keyboard.type("Ask the provincial office.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".remark")).to_contain_text("Ask the provincial office.")

    page.reload()  # all is there
    page.wait_for_selector("html[data-ready]")
    expect(progress).to_contain_text(f"7 of {total} decided")
    expect(page.locator(".remark")).to_contain_text("Wang Fang")
    expect(page.locator(f"#tu-{key} > p.en")).to_contain_text("46.5 billion yuan")
