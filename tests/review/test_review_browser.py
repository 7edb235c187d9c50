"""The whole flow on seeds A in a real browser: decide, edit, align, undo, reload; two reviewers; dark; by address."""

import re
from collections.abc import Iterator

import pytest
from pages import current, opened, settled
from review_server import Running

from align.review import beads

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect


@pytest.fixture
def page(browser: sync_api.Browser, review_a: Running) -> Iterator[sync_api.Page]:
    with opened(browser, review_a.url) as page:
        yield page


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
    for key, status in zip("ynfyn", ("confirmed", "not an error", "fixed", "confirmed", "not an error"), strict=True):
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
        settled(page)
    assert len(review_a.store.units()) == units
    assert not any(state.locked for state in review_a.store.units())
    assert key is not None

    page.wait_for_timeout(300)
    page.keyboard.press("c")
    page.keyboard.type("Ask the provincial office.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".remark")).to_contain_text("Ask the provincial office.")

    page.reload()  # all is there
    page.wait_for_selector("html[data-ready]")
    expect(progress).to_contain_text(f"7 of {total} decided")
    expect(page.locator(".remark")).to_contain_text("Wang Fang")
    expect(page.locator(f"#tu-{key} > p.en")).to_contain_text("46.5 billion yuan")


def test_errata_are_exported(page: sync_api.Page, review_a: Running) -> None:
    to(page, "100 times too small")
    page.keyboard.press("y")
    settled(page)
    page.get_by_role("link", name="Errata").click()
    cells = page.locator(".errata tbody tr").first.locator("td")
    expect(cells.nth(0)).to_contain_text("465 million yuan")
    expect(cells.nth(1)).to_contain_text("465亿元")
    expect(cells.nth(2)).to_contain_text("46.5 billion yuan")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download TSV").click()
    table = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert table[0].split("\t")[1:4] == ["published", "zh", "corrected"]
    assert "46.5 billion yuan" in table[1]
    page.get_by_role("link", name="Back to the text").click()
    page.get_by_role("link", name="Precision").click()
    expect(page.get_by_role("row", name="figures")).to_contain_text("100%")


def test_two_reviewers(browser: sync_api.Browser, review_a: Running) -> None:
    with opened(browser, review_a.url, who="Wang Fang") as one, opened(browser, review_a.url, who="Li Na") as two:
        for page in (one, two):
            page.keyboard.press("j")
        one.keyboard.press("y")
        expect(current(two).locator(".verdict")).to_contain_text("Wang Fang", timeout=5000)  # two seconds, unloaded
        two.route("**/changes*", lambda route: route.abort())  # the second no longer hears of the first
        one.keyboard.press("n")
        settled(one)
        two.keyboard.press("f")
        expect(two.locator("#said")).to_contain_text("Wang Fang has changed this pair")
        state = next(state for state in review_a.store.units() if state.verdicts)
        assert [verdict.decision for verdict in state.verdicts.values()] == ["false positive"]
        two.unroute("**/changes*")
        two.wait_for_timeout(1500)
        expect(current(two).locator(".verdict strong")).to_have_text("not an error")


def test_a_merge_shows_its_neighbours_says_what_it_drops_and_is_undone_in_place(
    page: sync_api.Page, review_a: Running
) -> None:
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Choose a flag first, with j or k.")
    for _ in range(5):  # past the title and the date line
        page.keyboard.press("J")
        page.wait_for_timeout(50)
    row = page.locator(".current-row")
    key = row.get_attribute("data-key")
    page.keyboard.press("a")
    expect(row.locator(".badge")).to_have_text("Approved")
    page.keyboard.press("g")
    above, here, below = review_a.store.units()[1:4]
    assert here.key == key
    expect(page.locator("#alignment .beside .en")).to_have_text([above.unit.en_text, below.unit.en_text])
    page.get_by_role("button", name="Merge with the pair above").click()
    expect(page.locator("#said")).to_have_text("The pair is no longer approved: its text has changed.")
    page.keyboard.press("u")
    settled(page)
    expect(row).to_have_attribute("data-key", key or "")
    expect(row.locator(".badge")).to_have_text("Approved")


def test_the_name_is_asked_once(browser: sync_api.Browser, review_a: Running) -> None:
    with opened(browser, review_a.url, who="") as page:
        page.keyboard.press("j")
        page.keyboard.press("y")
        page.locator("#name input").fill("Zhao")
        page.keyboard.press("Enter")
        expect(current(page).locator(".verdict")).to_contain_text("Zhao")
        page.keyboard.press("j")
        page.keyboard.press("n")
        expect(current(page).locator(".verdict")).to_contain_text("Zhao")
        page.reload()
        expect(page.locator("#who")).to_have_text("Zhao")


def test_filters_search_and_addresses(page: sync_api.Page, browser: sync_api.Browser, review_a: Running) -> None:
    page.locator("#scorer").select_option("figures")
    page.locator('#filters input[value="major"]').uncheck()
    flags = page.locator("#place").inner_text()
    assert 0 < int(flags.split()[0]) < 25
    page.keyboard.press("j")
    page.wait_for_timeout(100)
    address = page.url
    with opened(browser, address) as other:
        expect(other.locator("#place")).to_have_text(flags.replace(flags.split()[0], f"1 of {flags.split()[0]}"))
        assert current(other).get_attribute("id") == current(page).get_attribute("id")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    for words, found in (("煤炭", True), ("ｓｈａｎｘｉ", True), ("没有的词", False)):
        page.keyboard.press("/")
        page.keyboard.type(words)
        expect(page.locator("#count")).to_contain_text("of 1")
        page.wait_for_timeout(300)
        assert (page.locator(".tu:visible").count() > 0) == found
        page.keyboard.press("Escape")
        expect(page.locator("#count")).to_have_text("")
    page.locator("#status").select_option("confirmed")
    expect(page.locator("#nothing")).to_be_visible()


def test_bulk_and_patterns(page: sync_api.Page, review_a: Running) -> None:
    page.locator("#scorer").select_option("omission")
    count = int(page.locator("#place").inner_text().split()[0])
    page.keyboard.press("j")
    expect(current(page)).to_be_visible()
    page.keyboard.press("y")
    settled(page)
    page.get_by_role("button", name=f"Decide all {count - 1}").click()
    page.locator("#bulk").get_by_role("button", name="Not an error").click()
    settled(page)
    expect(page.locator(".note.is-confirmed")).to_have_count(1)  # what was decided stays
    expect(page.locator("#progress")).to_contain_text(f"{count} of")
    page.locator("#scorer").select_option("names")
    page.keyboard.press("j")
    current(page).get_by_role("button", name="Not an error anywhere").click()
    page.locator("#pattern").get_by_role("button", name="Mark all").click()
    expect(current(page).locator(".verdict")).to_contain_text("by pattern")
    page.keyboard.press("u")
    settled(page)
    expect(current(page).locator(".verdict")).to_have_count(0)


def test_dark_and_chinese(browser: sync_api.Browser, review_a: Running) -> None:
    with opened(browser, review_a.url, color_scheme="dark") as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 26)"
        page.locator("#theme").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"
        page.get_by_role("link", name="中文").click()
        page.wait_for_selector("html[data-ready]")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        page.keyboard.press("j")
        expect(current(page).get_by_role("button", name="确认有误")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_roles_names_contrast_and_focus(browser: sync_api.Browser, review_a: Running, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with opened(browser, review_a.url, color_scheme=scheme) as page:
        for address in ("", "errata", "precision"):
            page.goto(f"{review_a.url}/{address}")
            if not address:
                page.wait_for_selector("html[data-ready]")
                page.keyboard.press("j")
                page.keyboard.press("y")
                settled(page)
            found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})
            assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
        page.goto(review_a.url)
        page.wait_for_selector("html[data-ready]")
        order = []
        for _ in range(8):
            page.keyboard.press("Tab")
            order.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert order[:2] == ["skip", "previous"] or order[:2] == ["skip", "next"]


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_nothing_overflows(page: sync_api.Page, review_a: Running, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for _ in range(6):
        page.keyboard.press("j")
    page.keyboard.press("y")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for address in ("errata", "scorecard", "precision"):
        assert page.goto(f"{review_a.url}/{address}").ok
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_words_that_correspond_are_painted(page: sync_api.Page, review_a: Running) -> None:
    review_a.service.rescorer.embedder()  # waits until the encoders are there
    row = page.locator(".tu[data-key='1']")
    assert "continuing" in row.locator("> p.en").inner_text()
    row.locator("> p.zh").hover(position={"x": 70, "y": 12})
    for _ in range(200):
        if page.evaluate("CSS.highlights.get('linked')?.size ?? 0"):
            break
        page.wait_for_timeout(100)
    painted = page.evaluate("[...CSS.highlights.get('linked')].map(String)")
    assert len(painted) >= 2
    assert any(word.isascii() for word in painted)
    assert any(not word.isascii() for word in painted)


def test_what_is_being_written_outlives_news(page: sync_api.Page, review_a: Running) -> None:
    store = review_a.store
    page.keyboard.press("j")
    key = page.locator(".current-row").get_attribute("data-key")
    assert key is not None
    page.keyboard.press("e")
    page.keyboard.type("half a sentence")
    states = store.units()
    store.comment(key, "news of this pair", who="Li Na")
    one, two = states[100], states[101]
    joined = beads.merged([one.unit, two.unit], store.documents())
    store.restructure({one.key: one.version, two.key: two.version}, joined, who="Li Na")
    page.wait_for_timeout(2500)
    assert "half a sentence" in page.locator("textarea").input_value()
    page.keyboard.press("Escape")
    expect(page.locator(".remark")).to_contain_text("news of this pair")
    expect(page.locator(f"#tu-{two.key}")).to_have_count(0)


def test_the_alignment_dialog_shows_its_neighbours_whole(page: sync_api.Page) -> None:
    shown = page.locator("dialog[open]")
    for _ in range(10):  # to the flag of the pair whose neighbour is the longest
        page.keyboard.press("j")
        page.keyboard.press("g")
        expect(shown).to_contain_text("Alignment of pair")
        if "a permanent population of" in shown.inner_text():
            break
        page.keyboard.press("Escape")
        expect(shown).to_have_count(0)
    expect(shown).to_contain_text("a permanent population of 34.66 million.")  # the end of the pair below
    cut = "e => [...e.querySelectorAll('*')].filter(x => x.scrollWidth > x.clientWidth + 1 && x.clientWidth).length"
    assert shown.evaluate(cut) == 0
