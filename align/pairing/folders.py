"""Folders of files in, the pairs among them out. A file that cannot be read or has no partner is named with its reason.

A file is of the language that it is written in, whichever folder it lies in: crawlers mix them up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.embedders import Embedder
from align.model.document import Language, Source, script_counts
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.pairing.copies import copies
from align.pairing.matching import Guess, Match, match
from align.pairing.profiles import Profile, profile
from align.project.inputs import document_from
from align.readers import read
from align.readers.languages import leans_chinese, mostly

LANGUAGES: tuple[Language, Language] = ("zh", "en")
LEAST = 0.67
"""The least probability of a pair, if one that is wrong costs a corpus as much as two that are missed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that belong together, with the probability that they do and the English file that would be next."""

    zh: Path
    en: Path
    confidence: float
    runner_up: Path | None
    runner_up_confidence: float


@dataclass(frozen=True, slots=True)
class Alone:
    """A file without a partner. ``guess``: the likeliest one, None where none was weighed; ``reason``: why not."""

    language: Language
    path: Path
    guess: Path | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the folders hold. ``moved``: files that lay in the folder of the other language."""

    pairs: tuple[Pair, ...]
    alone: tuple[Alone, ...]
    moved: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    paths: list[Path]
    profiles: list[Profile]


def pair_folders(
    folders: Sequence[Path], *, embedder: Embedder, least: float = LEAST, progress: Progress = silent
) -> Found:
    """Return the pairs among the files of one folder, or of a Chinese and an English one, and of the folders in them.

    Pairs of a confidence under ``least`` are left alone, both sides. Raises InputError for a folder that is not there
    or holds no file.
    """
    listed = [
        (path, language)
        for folder, language in zip(folders, _expected(folders), strict=True)
        for path in _files(folder)
    ]
    sides = {language: _Side([], []) for language in LANGUAGES}
    alone: list[Alone] = []
    moved = []
    for number, (path, expected) in enumerate(listed):
        progress("reading", number, len(listed))
        try:
            _require_name(path)
            source = read(path)
            language = _language(source, expected)
            made = profile(document_from(source, language), embedder=embedder)
        except InputError as error:
            alone.append(Alone(expected or "zh", path, None, 0.0, str(error)))
            continue
        sides[language].paths.append(path)
        sides[language].profiles.append(made)
        if expected not in (None, language):
            moved.append(path)
    progress("reading", len(listed), len(listed))
    for language, side in sides.items():
        alone += _set_aside_copies(language, side)
    found = match(sides["zh"].profiles, sides["en"].profiles, progress=progress)
    zh, en = sides["zh"].paths, sides["en"].paths
    pairs = tuple(_pair(one, zh, en) for one in found.pairs if one.confidence >= least)
    for weak in (one for one in found.pairs if one.confidence < least):
        alone.append(Alone("zh", zh[weak.zh], en[weak.en], weak.confidence, "not sure enough"))
        alone.append(Alone("en", en[weak.en], zh[weak.zh], weak.confidence, "not sure enough"))
    taken = {one.zh for one in found.pairs}, {one.en for one in found.pairs}
    alone += _lonely("zh", zh, en, taken[0], found.zh)
    alone += _lonely("en", en, zh, taken[1], found.en)
    return Found(pairs, tuple(sorted(alone, key=lambda a: (a.language == "en", a.path))), tuple(moved))


def _expected(folders: Sequence[Path]) -> tuple[Language | None, ...]:
    return LANGUAGES if len(folders) == len(LANGUAGES) else (None,)


def _language(source: Source, expected: Language | None) -> Language:
    """Return the language of a text; what is too short or too mixed to tell is what its folder says."""
    found = mostly(source.text)
    if found in LANGUAGES:
        return found
    if found == "other":
        raise InputError(source.name, "expected Chinese or English, found mostly another language")
    return expected or ("zh" if leans_chinese(*script_counts(source.text)) else "en")


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder; expected one with texts")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not files:
        raise InputError(str(folder), "holds no file; expected texts")
    return files


def _require_name(path: Path) -> None:
    """Raise InputError for a name that cannot stand in a manifest, as archives from other systems unpack."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise InputError(path.name, "its name is not in UTF-8; rename it (convmv -f gbk -t utf-8 --notest)") from None


def _set_aside_copies(language: Language, side: _Side) -> Iterator[Alone]:
    """Take the copies out of a side; yield each with the file that it is a copy of."""
    found = copies([one.fingerprint for one in side.profiles])
    for place, original in found.items():
        first = side.paths[original]
        yield Alone(language, side.paths[place], None, 0.0, f"a copy of {first}")
    for place in sorted(found, reverse=True):
        del side.paths[place], side.profiles[place]


def _pair(found: Match, zh: Sequence[Path], en: Sequence[Path]) -> Pair:
    runner_up = None if found.runner_up is None else en[found.runner_up]
    return Pair(zh[found.zh], en[found.en], found.confidence, runner_up, found.runner_up_confidence)


def _lonely(
    language: Language, own: Sequence[Path], others: Sequence[Path], taken: set[int], guesses: Mapping[int, Guess]
) -> Iterator[Alone]:
    for place, path in enumerate(own):
        if place in taken:
            continue
        guess = guesses.get(place)
        if guess is None:
            yield Alone(language, path, None, 0.0, "no counterpart")
        else:
            yield Alone(language, path, others[guess.place], guess.confidence, "no counterpart")
