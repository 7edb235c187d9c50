"""The report's markup: whole, inert, self-contained, readable without a script."""

import base64
import hashlib
import re
from dataclasses import replace
from importlib.resources import files

import lxml.html
import pytest
from edition_sample import sample

from align.exporters.html import render
from align.model.bitext import Bitext
from align.model.document import Aside, Document, Metadata
from align.model.unit import Issue, TranslationUnit, Verdict

HOSTILE = "<script>alert(1)</script>\"'>&\u202e\u2028\x00]]>--><img src=x onerror=alert(1)>"


def page(bitext: Bitext) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render(bitext))


def test_every_text_and_reason_is_there() -> None:
    bitext = sample()
    tree = page(bitext)
    rows = tree.xpath("//div[contains(@class, 'tu')]")
    assert len(rows) == 12
    for row, unit in zip(rows, bitext.units, strict=True):
        for side, text in (("zh", unit.zh_text), ("en", unit.en_text)):
            (cell,) = row.xpath(f"./p[contains(@class, '{side}')]")
            assert cell.text_content() == text or (not text and "void" in cell.get("class"))
        said = " ".join(note.text_content() for note in row.xpath("./div[@role='note']"))
        for issue in unit.issues:
            assert all(piece in said for piece in (issue.message, issue.zh_value, issue.en_value, issue.suggestion))


def test_marks_point_at_notes_and_ids_are_unique() -> None:
    tree = page(sample())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//mark/@data-note")) <= set(ids)
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)


def test_header_and_footer() -> None:
    tree = page(sample())
    front, back = tree.xpath("//header")[0].text_content(), tree.xpath("//footer")[0].text_content()
    for piece in (
        "国新办举行",
        "SCIO press",
        "25 June 2024",
        "conference.zh.html",
        "Chinese version prevails",
        "11 flags",
    ):
        assert piece in front
    for piece in ("Translated and edited by Li Ming", "Home > Press Room", "segmenter:zh1+nupunkt", "align 0."):
        assert piece in back


def test_decisions_are_told_with_their_reviewer() -> None:
    issue = Issue("figures", "mistranslation/number", "critical", 1.0, "Wrong.", id="x")
    unit = TranslationUnit(7, (0,), (0,), "五亿", "5 million", issues=(issue,))
    no, yes = (Verdict(said, "Li <i>", "2026-11-24T08:00:00Z", "as agreed") for said in ("false positive", "confirmed"))
    (told,) = page(Bitext((unit,), verdicts={"x": no})).xpath("//p[@class='verdict']")
    assert told.text_content() == "Not an error · Li <i>, 2026-11-24: as agreed"
    (told,) = page(Bitext((unit,), approved={7: yes})).xpath("//p[@class='verdict']")
    assert told.text_content() == "The pair is approved · Li <i>, 2026-11-24: as agreed"


def test_hostile_text_everywhere_is_only_text() -> None:
    issue = Issue(HOSTILE, HOSTILE, "major", 0.5, HOSTILE, (0, 9), (3, 20), HOSTILE, HOSTILE, HOSTILE, id=HOSTILE)
    unit = TranslationUnit(HOSTILE, (), (), HOSTILE, HOSTILE, HOSTILE, HOSTILE, issues=(issue,))
    units = (unit, replace(unit, zh_speaker="", issues=(replace(issue, scorer="b"),)))
    zh, en = (
        Document(
            language,
            HOSTILE,
            HOSTILE,
            (),
            (),
            (),
            (Aside("chrome", (0, len(HOSTILE))),),
            Metadata(HOSTILE, None, HOSTILE),
        )
        for language in ("zh", "en")
    )
    for bitext in (Bitext(units, zh, en, HOSTILE), Bitext(units, signature=HOSTILE)):
        tree = lxml.html.document_fromstring(render(bitext, title=HOSTILE))
        assert len(tree.xpath("//script")) == 1
        assert not tree.xpath("//img | //@onerror")
        assert tree.xpath("count(//mark)") >= 4
        assert not set("\u202e\u2028\x00") & set(tree.text_content())
        assert tree.text_content().count("alert(1)") > 20


def test_nothing_is_fetched_and_the_policy_admits_only_our_own() -> None:
    text = render(sample())
    assert not re.search(r"(src|srcset|action)=|url\(|@import|https?://", text)
    tree = lxml.html.document_fromstring(text)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    for element in tree.xpath("//style | //script"):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{element.tag}-src 'sha256-{digest}'" in policy
    assert not tree.xpath("//*[@style]")


def test_languages_are_declared() -> None:
    tree = page(sample())
    assert tree.get("lang") == "en"
    for side in ("zh", "en"):
        cells = tree.xpath(
            f"//div[contains(@class, 'tu')]/p[contains(@class, '{side}') and not(contains(@class, 'void'))]"
        )
        assert {cell.get("lang") for cell in cells} == {side}


def test_pairs_alone_and_no_pairs() -> None:
    assert "Aligned pairs" in render(Bitext(()))
    assert "0 pairs, no flags" in render(Bitext(()))
    assert "1 pair, no flags" in render(Bitext((TranslationUnit(0, (), (), "一", "One"),)))


def test_render_is_deterministic() -> None:
    assert render(sample()) == render(sample())


CSS = (files("align.exporters") / "templates" / "edition.css").read_text(encoding="utf-8")
THEMES = {
    "light": CSS[: CSS.index("@media")],
    "dark, by the system": CSS[CSS.index(":root:not") : CSS.index(':root[data-theme="dark"]')],
    "dark, chosen": CSS[CSS.index(':root[data-theme="dark"]') : CSS.index(".passage")],
}


@pytest.mark.parametrize("theme", THEMES)
def test_contrast_is_aa(theme: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", THEMES[theme]))
    grounds = [("ink", "paper"), ("ink", "wash"), ("quiet", "paper"), ("quiet", "wash"), ("link", "paper")]
    for severity in ("critical", "major", "minor", "neutral"):
        grounds += [
            (severity, "paper"),
            (severity, "wash"),
            (severity, f"{severity}-tint"),
            ("ink", f"{severity}-tint"),
        ]
    poor = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in grounds}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}


def test_both_dark_themes_are_the_same() -> None:
    found = [re.findall(r"--[\w-]+: #\w+;", THEMES[name]) for name in list(THEMES)[1:]]
    assert found[0] == found[1] != []


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
