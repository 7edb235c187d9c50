"""Reviews for the tests of the store: small projects with flags, and the seeds."""

from pathlib import Path

from align.model.bitext import Bitext, Project
from align.model.document import from_sentences
from align.model.unit import Bead, Issue, TranslationUnit, identify, unit_of, with_unique_ids
from align.store import Store, UnitState

PAIRS = (
    ("产值增长5%。", "Output grew 6%."),
    ("企业应当公开信息。", "Companies may disclose information."),
    ("谢谢。", "Thank you."),
    ("投资5亿元。", "It invested 5 million yuan."),
    ("会谈没有取得进展。", "The talks made progress."),
    ("谢谢。", "Thank you."),
)


def issue(zh: str, en: str, words: tuple[str, str], *, scorer: str = "figures", suggestion: str = "") -> Issue:
    """An issue about a word of each side."""
    zh_at, en_at = zh.index(words[0]), en.index(words[1])
    return Issue(
        scorer,
        "mistranslation",
        "major",
        0.9,
        f"{words[0]} is not {words[1]}.",
        zh_span=(zh_at, zh_at + len(words[0])),
        en_span=(en_at, en_at + len(words[1])),
        zh_value=words[0],
        en_value=words[1],
        suggestion=suggestion,
    )


FLAGS = {0: ("5%", "6%"), 1: ("应当", "may"), 3: ("5亿元", "5 million yuan"), 4: ("没有", "made")}


def flagged(unit: TranslationUnit) -> TranslationUnit:
    """A unit with an issue wherever both words of a flag are in it."""
    found = [
        issue(unit.zh_text, unit.en_text, words)
        for words in FLAGS.values()
        if words[0] in unit.zh_text and words[1] in unit.en_text
    ]
    return TranslationUnit(
        unit.id,
        unit.zh,
        unit.en,
        unit.zh_text,
        unit.en_text,
        issues=identify(unit, found),
        confidence=unit.confidence,
    )


def project(pairs=PAIRS, *, beads=None, run=None) -> Project:
    """A project of sentences, with the flags that they deserve. ``beads``: by default one to one."""
    zh = from_sentences([z for z, _ in pairs], "zh", name="zh.txt")
    en = from_sentences([e for _, e in pairs if e], "en", name="en.txt")
    if beads is None:
        numbers = iter(range(len(en)))
        beads = [((n,), (next(numbers),) if e else ()) for n, (_, e) in enumerate(pairs)]
    units = [flagged(unit_of(n, Bead(*bead), zh, en)) for n, bead in enumerate(beads)]
    return Project("test", Bitext(with_unique_ids(units), zh, en, "test"), run or {})


class Clock:
    """Time that goes on by a second at each look."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> str:
        self.now += 1
        return f"2026-11-24T{self.now // 3600:02}:{self.now // 60 % 60:02}:{self.now % 60:02}Z"


def review(path: Path, seed: Project | None = None) -> Store:
    """A new review in a file."""
    return Store.open(path / "review.sqlite", seed=seed or project(), clock=Clock())


def only(state: UnitState) -> Issue:
    """The one issue of a unit."""
    (found,) = state.unit.issues
    return found


def gone(store: Store) -> list[UnitState]:
    """The units that a later version of the texts no longer has, with what was decided on them."""
    return sorted((state for state in store.snapshot().states.values() if state.gone), key=lambda state: state.position)


def contents(store: Store):
    """All that a review holds, but for versions and times: what undoing everything must bring back."""
    states = [(s.key, s) for s in store.snapshot().states.values()]
    from dataclasses import replace

    return sorted(((k, replace(s, version=0)) for k, s in states), key=lambda pair: pair[0]), store.terms()
