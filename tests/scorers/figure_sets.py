"""The pairs on which the figures scorer is measured, each with its truth: generated, hand-written, seeds, demetr."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from pathlib import Path

from figure_generator import generate
from machine import EVAL

from align.model.document import Span, from_sentences
from align.model.unit import Bead, Issue, TranslationUnit, unit_of

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Wanted:
    """An issue that must be reported: its fair types and the passages it concerns."""

    types: tuple[str, ...]
    zh: Span | None
    en: Span | None

    def met_by(self, issue: Issue) -> bool:
        """Whether an issue has the type and overlaps the passages (what is missing on one side, on the other)."""
        compared = [(self.zh, issue.zh_span)] * (not issue.type.startswith("addition"))
        compared += [(self.en, issue.en_span)] * (not issue.type.startswith("omission"))
        return issue.type in self.types and all(
            wanted is not None and found is not None and wanted[0] < found[1] and found[0] < wanted[1]
            for wanted, found in compared
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A pair with its truth: ``error`` is "" where the English is right, "?" where it is not known."""

    unit: TranslationUnit
    error: str = ""
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """Pairs that are measured together; ``connected``: they are the consecutive units of one document.

    ``real``: the pairs are text of the kinds that are checked, so that a speed on them means something.
    """

    name: str
    items: tuple[Item, ...]
    connected: bool = False
    date: Date | None = None
    real: bool = True


def generated(seed: int, pairs: int) -> Set:
    """Pairs of the generator, half of them with a planted error."""
    items = []
    for number, pair in enumerate(generate(seed, pairs)):
        wanted = tuple(Wanted(tuple(sorted(e.types)), e.zh, e.en) for e in pair.expected)
        items.append(Item(single(number, pair.zh, pair.en), pair.error, wanted))
    return Set("generated", tuple(items), real=False)


def cases() -> Set:
    """The hand-written cases that need no neighbours and no date."""
    items = []
    for path in sorted((ROOT / "tests" / "cases" / "figures").glob("*.jsonl")):
        for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if {"date", "previous", "next"} & set(case):
                continue
            wanted = tuple(
                Wanted(_listed(w["type"]), _place(case["zh"], w["zh"]), _place(case["en"], w["en"]))
                for w in case["expect"]
            )
            error = _listed(case["expect"][0]["type"])[0] if wanted else ""
            items.append(Item(single(len(items), case["zh"], case["en"]), error, wanted))
    return Set("hand-written cases", tuple(items), real=False)


def seeds() -> Iterable[Set]:
    """The seed transcripts with their gold beads; a bead with another planted error is neither right nor wrong."""
    for path in sorted((ROOT / "corpora").glob("seeds-*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        zh, en = from_sentences(gold["zh"], "zh"), from_sentences(gold["en"], "en")
        units = [unit_of(k, Bead(tuple(a), tuple(b)), zh, en) for k, (a, b) in enumerate(gold["gold"])]
        planted: dict[int, list[dict[str, object]]] = {}
        for issue in gold["issues"]:
            planted.setdefault(issue["bead"], []).append(issue)
        items = []
        for unit in units:
            mine = [i for i in planted.get(int(unit.id), []) if i["scorer"] == "figures"]
            wanted = tuple(Wanted((str(i["type"]),), _span(i["zh_span"]), _span(i["en_span"])) for i in mine)
            other = "?" if planted.get(int(unit.id)) else ""
            items.append(Item(unit, str(mine[0]["kind"]) if mine else other, wanted))
        yield Set(path.stem, tuple(items), connected=True, date=Date.fromisoformat(gold["date"]))


def clean_news() -> Set:
    """News and statutes with a right English."""
    lines = (ROOT / "corpora" / "clean-news.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines]
    return Set("clean news", tuple(Item(single(k, zh, en)) for k, (zh, en) in enumerate(pairs)))


def demetr() -> Iterable[Set]:
    """DEMETR, where the development data is there: wrong numbers, and right renderings."""
    path = EVAL / "checks" / "demetr_zh.jsonl"
    if not path.exists():
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    numbers = [row for row in rows if row["type"] == "critical_id10_numbers_replaced"]
    yield Set("demetr numbers, bad", tuple(Item(single(r["id"], r["zh"], r["bad"]), "wrong number") for r in numbers))
    for side in ("good", "human"):
        yield Set(f"demetr numbers, {side}", tuple(Item(single(r["id"], r["zh"], r[side])) for r in numbers))
        pairs = {row["zh"]: row[side] for row in rows}
        yield Set(f"demetr all, {side}", tuple(Item(single(k, zh, en)) for k, (zh, en) in enumerate(pairs.items())))


def single(number: int, zh: str, en: str) -> TranslationUnit:
    """A unit of its own."""
    return TranslationUnit(number, (number,), (number,), zh, en)


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _place(text: str, passage: str | None) -> Span | None:
    return None if passage is None else (text.index(passage), text.index(passage) + len(passage))


def _span(value: object) -> Span | None:
    return (int(value[0]), int(value[1])) if isinstance(value, list) else None
