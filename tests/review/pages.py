"""Pages of reviewers in a real browser, and what tests do on them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=20_000)
EXPECTED = re.compile("409|ERR_FAILED")  # a conflict, and what a test cuts off


@contextmanager
def opened(
    browser: "sync_api.Browser",
    url: str,
    *,
    who: str = "Wang Fang",
    expected: re.Pattern[str] = EXPECTED,
    **options: object,
) -> "Iterator[sync_api.Page]":
    """A page of a reviewer of that name; nothing may be said on the console and nothing fetched from elsewhere."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 850}, "locale": "en-GB", **options})
    if who:
        context.add_init_script(f"localStorage.setItem('align-name', {who!r})")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: None if expected.search(message.text) else said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(url.split("?")[0]) else said.append(request.url))
    page.goto(url)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert said == []


def current(page: "sync_api.Page") -> "sync_api.Locator":
    return page.locator(".note.current")


def settled(page: "sync_api.Page") -> None:
    """Waits until what was written is stored and shown."""
    page.wait_for_timeout(20)
    expect(page.locator("#text")).to_have_attribute("aria-busy", "false", timeout=60_000)
