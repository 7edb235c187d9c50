"""Errors that a reviewer adds, ratings, and the scorecard that counts them."""

from dataclasses import replace
from pathlib import Path

import pytest
from pages import current, expect, opened, settled
from review_server import running

from align.exporters import scorecard
from align.model.bitext import Bitext, Project
from align.model.unit import REVIEWER, Issue, TranslationUnit
from align.store import Store

SELECT = """([place, start, end]) => {
  const node = document.querySelector(place).firstChild;
  getSelection().setBaseAndExtent(node, start, node, end);
}"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    flag = Issue("figures", "mistranslation/number", "critical", 0.9, "5%; English 6%.", (2, 4), (10, 12), id="f")
    units = (
        TranslationUnit(0, (0,), (0,), "增长5%。", "Growth of 6%.", issues=(flag,)),
        TranslationUnit(1, (1,), (1,), "感谢各位。", "Thank anybody."),
    )
    return Store.open(tmp_path / "review.sqlite", seed=Project("p", Bitext(units), {}))


def test_a_reviewer_adds_an_error_and_rates_a_flag(browser: object, store: Store) -> None:
    with running(store) as server, opened(browser, server.url) as page:
        expect(page.locator("#place")).to_have_text("1 flag")
        page.evaluate(SELECT, ["#tu-1 > p.en", 6, 13])
        page.keyboard.press("x")
        expect(page.locator("#error-words")).to_have_text("anybody")
        page.locator("#error [name=type]").select_option("style")
        page.locator("#error [name=comment]").fill("Everybody is meant.")
        page.locator("#error [value=critical]").check()
        page.locator("#error").get_by_role("button", name="Save").click()
        settled(page)
        page.evaluate("getSelection().removeAllRanges()")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.locator("#error [value=minor]").check()
        page.locator("#error").get_by_role("button", name="Save").click()
        settled(page)
        expect(current(page).locator(".verdict strong")).to_have_text("confirmed")
        page.goto(f"{server.url}/scorecard")
        expect(page.locator(".result strong")).to_have_text("Failed")
        expect(page.locator("tfoot td").last).to_have_text("26")
    (own,) = store.unit("1").unit.issues
    assert (own.scorer, own.severity, own.en_span, own.message) == (
        REVIEWER,
        "critical",
        (6, 13),
        "Everybody is meant.",
    )
    assert store.unit("0").unit.issues[0].severity == "minor"
    store.close()


def test_what_a_reviewer_added_survives_edits_and_runs(store: Store) -> None:
    one, two = store.units()
    error = Issue("", "style", "major", 1.0, "Stiff.", None, (6, 13))
    two = store.report(two.key, error, who="Li", version=two.version)
    store.edit(two.key, "We thank anybody.", (), who="Li", version=two.version)
    (own,) = store.unit(two.key).unit.issues
    assert own.en_span == (9, 16)
    one = store.rate(one.key, "f", "style", "neutral", who="Li", version=one.version)
    store.edit(one.key, one.unit.en_text + " ", store_issues(store), who="Li", version=one.version)
    assert store.unit(one.key).unit.issues[0].severity == "neutral"
    texts = (("大家好。", "Hello."), ("增长5%。", "Growth of 6%."), ("感谢各位。", "Thank anybody."))
    units = tuple(TranslationUnit(n, (n,), (n,), *pair) for n, pair in enumerate(texts))
    store.merge_run(Project("p", Bitext(units), {}))
    found = [issue for state in store.units() for issue in state.unit.issues if issue.scorer == REVIEWER]
    assert [issue.message for issue in found] == ["Stiff."]
    assert scorecard.scorecard(store.bitext()).points == 5
    with pytest.raises(ValueError, match="outside"):
        store.report(
            "1", Issue("", "style", "major", 1.0, "", None, (0, 999)), who="Li", version=store.unit("1").version
        )
    store.close()


def store_issues(store: Store) -> tuple[Issue, ...]:
    """Return what the scorer says of the flag again, as grave as at first."""
    return tuple(replace(issue, severity="critical") for issue in store.unit("0").unit.issues)
