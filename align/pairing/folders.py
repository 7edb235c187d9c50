"""Two folders of files in, the pairs among them out. A file that cannot be read is named with its reason, not lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.embedders import Embedder
from align.model.document import Language
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.pairing.matching import Match, match
from align.pairing.profiles import Profile, profile
from align.project.inputs import read_document


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
    """A file without a partner. ``guess``: the file that it would have gone with, ``reason``: why it did not."""

    language: Language
    path: Path
    guess: Path | None
    confidence: float
    reason: str


def pair_folders(
    zh: Path, en: Path, *, embedder: Embedder, least: float = 0.5, progress: Progress = silent
) -> tuple[list[Pair], list[Alone]]:
    """Return the pairs among the files of two folders (and the folders in them), and the files left alone.

    Pairs of a confidence under ``least`` are left alone, both sides. Raises InputError for a folder that is none or
    holds no file.
    """
    sides: tuple[tuple[Language, list[Path]], ...] = (("zh", _files(zh)), ("en", _files(en)))
    alone: list[Alone] = []
    read_sides: list[list[tuple[Path, Profile]]] = []
    for language, paths in sides:
        profiles = []
        for number, path in enumerate(paths):
            progress(f"reading {language}", number, len(paths))
            try:
                profiles.append((path, profile(read_document(path, language), embedder=embedder)))
            except InputError as error:
                alone.append(Alone(language, path, None, 0.0, str(error)))
        progress(f"reading {language}", len(paths), len(paths))
        read_sides.append(profiles)
    left, right = read_sides
    matches = match([p for _, p in left], [p for _, p in right], progress=progress)
    pairs = [_pair(m, left, right) for m in matches if m.confidence >= least]
    alone += _left_alone([m for m in matches if m.confidence < least], matches, left, right)
    return pairs, sorted(alone, key=lambda a: (a.language == "en", a.path))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder; expected one with the texts of one language")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not files:
        raise InputError(str(folder), "holds no file; expected the texts of one language")
    return files


def _pair(found: Match, left: Sequence[tuple[Path, Profile]], right: Sequence[tuple[Path, Profile]]) -> Pair:
    runner_up = None if found.runner_up is None else right[found.runner_up][0]
    return Pair(left[found.zh][0], right[found.en][0], found.confidence, runner_up, found.runner_up_confidence)


def _left_alone(
    weak: Sequence[Match],
    matches: Sequence[Match],
    left: Sequence[tuple[Path, Profile]],
    right: Sequence[tuple[Path, Profile]],
) -> list[Alone]:
    alone: list[Alone] = []
    for found in weak:
        zh, en = left[found.zh][0], right[found.en][0]
        alone.append(Alone("zh", zh, en, found.confidence, "not sure enough"))
        alone.append(Alone("en", en, zh, found.confidence, "not sure enough"))
    taken = {m.zh for m in matches}, {m.en for m in matches}
    alone += [Alone("zh", path, None, 0.0, "no counterpart") for i, (path, _) in enumerate(left) if i not in taken[0]]
    alone += [Alone("en", path, None, 0.0, "no counterpart") for j, (path, _) in enumerate(right) if j not in taken[1]]
    return alone
