import csv
import io

import pytest

from align.lab.miner import COLUMNS, mine, render
from align.model.unit import TranslationUnit
from align.readers.termbase import read_termbase

PAIRS = [
    ("沁源的专业镇发展很快。", "Specialized towns in Qinyuan are growing fast."),
    ("我们支持专业镇建设。", "We support building the specialized towns."),
    ("专业镇带动就业。", "Each specialized town creates jobs."),
    ("营商环境持续优化。", "The business environment keeps improving."),
    ("要改善营商环境。", "A better business environment is our aim."),
    ("企业称赞营商环境。", "Companies praise the business environment."),
    ("天气很好。", "The weather is fine."),
    ("今天下雨。", "It is raining today."),
]


def units(pairs=PAIRS):
    return [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(pairs)]


def test_a_stable_rendering_is_proposed_with_counts_and_examples():
    found = {p.zh: p for p in mine(units())}
    term = found["营商环境"]
    assert (term.en, term.count, term.consistency, term.score, term.examples) == (
        "business environment",
        3,
        1.0,
        1.0,
        ("3", "4"),
    )
    assert found["专业镇"].en.lower() in ("specialized town", "specialized towns")
    assert not [zh for zh in found if "天气" in zh]


def test_known_terms_and_what_holds_them_are_left_out():
    assert "营商环境" not in {p.zh for p in mine(units(), known=["营商环境"])}
    assert "营商环境" not in {p.zh for p in mine(units(), known=["营商"])}


def test_the_whole_term_is_proposed_and_not_its_parts():
    assert {p.zh for p in mine(units())} == {"专业镇", "营商环境"}


@pytest.mark.parametrize("least", [2, 4])
def test_how_often_a_term_must_occur(least):
    found = {p.zh for p in mine(units(), least=least)}
    assert ("营商环境" in found) is (least <= 3)


def test_renderings_that_change_are_not_stable():
    pairs = [("城镇新增就业。", english) for english in ("New jobs rose.", "Employment in towns.", "Hiring went up.")]
    assert mine(units(pairs)) == ()


def test_null_units_and_no_units():
    assert mine(units([("营商环境。", ""), ("", "Business environment.")])) == ()
    assert mine([]) == ()


def test_a_rendering_must_be_linked_where_links_are_given():
    from align.embedders.token_encoders import load_token_encoder
    from align.wordlinks.links import LinkProvider

    hosts = ("moderator", "host", "chairman")
    pairs = [
        *PAIRS,
        *[
            (f"谢谢主持人，请放下一张{n}。", f"Thanks to the {host}, next slide please {n}.")
            for n, host in enumerate(hosts)
        ],
    ]
    free = {p.zh for p in mine(units(pairs))}
    linked = {p.zh for p in mine(units(pairs), links=LinkProvider(units(pairs), load_token_encoder))}
    assert linked < free
    assert "营商环境" in linked
    assert not [zh for zh in linked if "主持" in zh]


def test_the_csv_is_a_termbase(tmp_path):
    path = tmp_path / "mined.csv"
    path.write_text(render(mine(units())), encoding="utf-8")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == COLUMNS
    (term,) = [t for t in read_termbase(path).terms if t.zh == "营商环境"]
    assert term.renderings == ("business environment",)
