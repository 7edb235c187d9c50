"""The clean documents: pairs whose English says what the Chinese says."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Literal

from align.model.unit import TranslationUnit

CORPORA = Path(__file__).resolve().parents[3] / "corpora"
_GENRES = ("development", "second", "third", "fourth", "fifth")
_HALF = 1018  # lines of wmt22-en-zh
_MANUALS = ("gimp", "gnome", "handbook", "kernel", "kicad", "libreoffice", "reference")  # the others are kept unread
_STORIES = ("did", "dw", "help", "httt", "low", "multiplayer", "sof", "sotbe", "thot", "tsg", "tutorial")  # likewise
_LAWS = ("amo-policies", "common-voice-terms", "content-moderation", "firefox-terms", "gh-gifts", "gh-modern-slavery")
_LAWS += (
    "gh-tos",
    "pocket-tos",
    "report-infringement",
    "websites-tou",
)  # terms; treaties and laws are kept for testing
_SPLIT = 79  # clean-news.tsv: so many lines of law and annual report, then news, plan report and abstracts


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese passage and its English, with the labels of who speaks."""

    zh: str
    en: str
    zh_speaker: str = ""
    en_speaker: str = ""


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """Pairs in order, with the date that "this year" depends on, if it is known."""

    name: str
    date: Date | None
    pairs: tuple[Pair, ...]


def clean_documents() -> tuple[CleanDocument, ...]:
    """Law and report, news and abstracts (``corpora/clean-news.tsv``), and the press conference of seeds B."""
    lines = (CORPORA / "clean-news.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [Pair(*line.split("\t")) for line in lines]
    return (
        CleanDocument("law and report", Date(2024, 4, 30), tuple(pairs[:_SPLIT])),
        CleanDocument("news and abstracts", Date(2024, 9, 13), tuple(pairs[_SPLIT:])),
        _press_conference(CORPORA / "seeds-b.json"),
    )


def real_pairs(folder: Path, part: Literal["fit", "test"]) -> dict[str, list[Pair]]:
    """Published translations by file (news/*.tsv of the development data): what may be fitted on, or a third to test.

    Empty where the data are not there. Left out, and to be read at a release alone: wmt22-en-zh from line 1,018 on.
    """
    found = {}
    for path in sorted((folder / "news").glob("*.tsv")):
        if path.stem != "wmt22-en-zh-refB" and path.stem.startswith("wmt22-zh-en") == (part == "test"):
            lines = path.read_text(encoding="utf-8").splitlines()
            lines = lines[:_HALF] if path.stem.startswith("wmt22-en-zh") else lines
            found[path.stem] = [Pair(*line.split("\t")[:2]) for line in lines]
    return found


def manual_pairs() -> dict[str, list[Pair]]:
    """Published manuals by file, which ``scripts/build_documentation`` wrote into the folder ``ALIGN_MANUALS``."""
    return _built("manual", _MANUALS)


def story_pairs() -> dict[str, list[Pair]]:
    """Stories and dialogues of a game by file, from the same folder."""
    return _built("story", _STORIES)


def law_pairs() -> dict[str, list[Pair]]:
    """Terms of use and policies by file, from the same folder."""
    return _built("law", _LAWS)


def _built(kind: str, names: Sequence[str]) -> dict[str, list[Pair]]:
    found = {}
    for name in names:
        path = Path(os.environ.get("ALIGN_MANUALS", "/nowhere")) / f"{kind}-{name}.tsv"
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            found[path.stem] = [Pair(*line.split("\t")) for line in lines]
    return found


def genre_pairs() -> dict[str, list[Pair]]:
    """The correct pairs of corpora/genres, but "unseen"."""
    return {name: [Pair(row["zh"], row["en"]) for row in _rows(name, "clean")] for name in _GENRES}


def genre_errors(name: str) -> list[tuple[str, Pair]]:
    """The wrong pairs of a set of corpora/genres, with the kind of the error."""
    return [(row["kind"], Pair(row["zh"], row["en"])) for row in _rows(name, "errors")]


def genre_rows(name: str, kind: str) -> list[dict[str, str]]:
    """The wrong pairs of a kind of a set of corpora/genres, as they are written there, with the right English."""
    return [row for row in _rows(name, "errors") if row["kind"] == kind]


def units_of(pairs: Sequence[Pair]) -> list[TranslationUnit]:
    """The pairs as the aligner would give them."""
    units = []
    for number, pair in enumerate(pairs):
        zh, en = ((number,) if side else () for side in (pair.zh, pair.en))
        units.append(TranslationUnit(number, zh, en, pair.zh, pair.en, pair.zh_speaker, pair.en_speaker))
    return units


def _rows(name: str, part: str) -> list[dict[str, str]]:
    lines = (CORPORA / "genres" / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _press_conference(path: Path) -> CleanDocument:
    gold = json.loads(path.read_text(encoding="utf-8"))
    speakers = {side: list(_labels(gold[f"{side}_turns"], len(gold[side]))) for side in ("zh", "en")}
    pairs = tuple(
        Pair(
            "".join(gold["zh"][n] for n in zh),
            " ".join(gold["en"][n] for n in en),
            speakers["zh"][zh[0]],
            speakers["en"][en[0]],
        )
        for zh, en in gold["gold"]
    )
    return CleanDocument("press conference", Date.fromisoformat(gold["date"]), pairs)


def _labels(turns: Sequence[tuple[int, str]], sentences: int) -> Iterator[str]:
    ends = [start for start, _ in turns[1:]] + [sentences]
    for (start, label), end in zip(turns, ends, strict=True):
        yield from [label] * (end - start)
