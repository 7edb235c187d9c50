"""The options shared by several commands, and loading what they name."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.model.errors import InputError

if TYPE_CHECKING:
    from align.embedders import Embedder
    from align.embedders.token_states import TokenEncoder
    from align.model.progress import Progress
    from align.model.termbase import Termbase
    from align.model.unit import TranslationUnit
    from align.pipeline import Checker
    from align.scorers.profile import Profile


class FailOn(StrEnum):
    """The lowest severity of issues for exit code 1."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class SensitivityName(StrEnum):
    """How readily issues are raised: see :mod:`align.scorers.decision`."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class FindName(StrEnum):
    """The pairs that a second reader reads for errors which nothing has flagged."""

    SUSPICIOUS = "suspicious"
    ALL = "all"


BUDGET = 5000
Encoder = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        autocompletion=lambda: _encoders(),
        help="CHOICES (the first is the default and works offline), or the name or folder of any "
        "sentence-transformers model.",
    ),
]
TermbaseFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Fixed renderings to check: CSV or TSV (Chinese, English), or TBX.")
]
ProfileFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="TOML file with the scorers to run, their severities, and limits of alarms per 100 pairs."
    ),
]
SensitivityOption = Annotated[
    SensitivityName | None,
    typer.Option("--sensitivity", help="How readily issues are raised; by default as the profile says, else normal."),
]
SecondOption = Annotated[
    str,
    typer.Option(
        "--second-opinion",
        metavar="SPEC",
        help="Let a language model weigh the flags: https://HOST/v1#MODEL (key in ALIGN_OPINION_KEY), ollama#MODEL, a "
        "folder or Hub name for transformers, or a .gguf file; none overrides the profile. Off by default; the texts "
        "of flagged pairs are sent to the address that is printed.",
    ),
]
FindOption = Annotated[
    FindName | None,
    typer.Option("--second-opinion-find", help="Let it also look for errors in suspicious pairs, or in all."),
]
BudgetOption = Annotated[
    int, typer.Option("--second-opinion-budget", min=0, metavar="N", help="The most questions that it is asked.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Ask it without showing an estimate to agree to first.")]
FailOnOption = Annotated[
    FailOn | None, typer.Option(help="Exit with code 1 if there is an issue of this severity or above.")
]


def _encoders() -> list[str]:
    from align.embedders import ENCODERS

    return list(ENCODERS)


def termbase_of(path: Path | None) -> "Termbase | None":
    """Return the termbase of a path, or None without one. Raises InputError."""
    if path is None:
        return None
    from align.readers.termbase import read_termbase

    return read_termbase(path)


def profile_of(path: Path | None) -> "Profile":
    """Return the profile of a path, or the default. Raises InputError."""
    from align.scorers.profile import DEFAULT, read_profile

    return DEFAULT if path is None else read_profile(path)


def checker_of(termbase: Path | None, profile: Path | None, sensitivity: SensitivityName | None = None) -> "Checker":
    """Return a checker with these files but without encoders, which take time to load. Raises InputError.

    ``sensitivity`` overrides that of the profile.
    """
    from dataclasses import replace

    from align.pipeline import Checker

    rules = profile_of(profile)
    rules = rules if sensitivity is None else replace(rules, sensitivity=sensitivity.value)
    return Checker(rules, termbase_of(termbase))


def with_encoders(checker: "Checker", name: str, progress: "Progress") -> "tuple[Checker, Embedder]":
    """Return the checker with a sentence encoder and word links, and the encoder."""
    from dataclasses import replace

    from align.embedders import for_checks

    embedder = load_encoder(name, progress)
    return replace(checker, embedder=for_checks(embedder), tokens=token_encoder()), embedder


def with_second(
    checker: "Checker", named: str, find: FindName | None, *, budget: int = BUDGET, yes: bool = False
) -> "Checker":
    """Return the checker with the second reader that the option or the profile names, if one does.

    Raises InputError.
    """
    spec, wanted = second_of(checker.profile, named, find)
    if not spec:
        return checker
    from dataclasses import replace

    from align.opinion.opening import second_reader
    from align.opinion.second import Estimate

    def agree(estimate: Estimate) -> bool:
        minutes = f", about {max(1, round(estimate.seconds / 60))} min" if estimate.seconds else ""
        line = f"second reader: {estimate.questions:,} questions, about {estimate.tokens:,} tokens{minutes}"
        if yes or not sys.stdin.isatty() or not sys.stderr.isatty():
            sys.stderr.write(f"align: {line}{'' if yes else '; --yes agrees to that'}\n")
            return yes
        return typer.confirm(f"align: {line}. Ask them?", err=True)

    return replace(checker, second=second_reader(spec, wanted, budget=budget, agree=agree))


def second_of(profile: "Profile", named: str, find: FindName | None) -> tuple[str, str]:
    """Return the second reader that the option or the profile names, and what it is to read; "" for none.

    Where it is, and whether texts leave this machine, is written to stderr before anything is sent. Raises InputError.
    """
    text = named or profile.second_opinion
    if not text or text == "none":
        if find is not None:
            raise InputError("--second-opinion-find", "needs --second-opinion SPEC")
        return "", ""
    from align.opinion.spec import parse

    sys.stderr.write(f"align: second reader: {parse(text).where}\n")
    return text, find.value if find else profile.second_opinion_find


def say_second(checker: "Checker") -> None:
    """Write to stderr what the second reader did, if there was one."""
    if checker.second is None:
        return
    spent = checker.second.spent
    line = f"second reader: {_counted(spent.weighed, 'flag')} weighed"
    if spent.found or spent.dropped:
        line += f", {_counted(spent.found, 'error')} found, {spent.dropped} not confirmed"
    if spent.reason:
        line += (
            f"; {_counted(spent.unanswered, 'question')} without an answer ({spent.reason}): flags stay as they were"
        )
    sys.stderr.write(f"align: {line}\n")


def _counted(number: int, noun: str) -> str:
    from align.commands.console import counted

    return counted(number, noun)


def token_encoder() -> "Callable[[], TokenEncoder] | None":
    """Return a function that loads the encoder of word links; None, with a line to stderr, if a package is missing."""
    from align.embedders.token_encoders import bundled_loader, missing_packages

    loader = bundled_loader()
    if loader is None:
        missing = ", ".join(missing_packages())
        sys.stderr.write(
            f"align: no word links and no check for omitted clauses: {missing} is not installed; see align doctor\n"
        )
    return loader


def load_encoder(name: str, progress: "Progress") -> "Embedder":
    """Load the sentence encoder, with progress, and a message if this is the first run."""
    progress("loading the encoder", 0, 1)
    say_if_first()
    from align import embedders

    embedder = embedders.load(name)
    progress("loading the encoder", 1, 1)
    return embedder


def say_if_first() -> None:
    """Write a message to stderr if this is the first run on this machine, which takes longer."""
    from align.aligner.kernels import FIRST_RUN
    from align.aligner.lattice import is_compiled

    if not is_compiled():
        sys.stderr.write(f"align: {FIRST_RUN}\n")


def exit_if_issues(units: "tuple[TranslationUnit, ...]", threshold: FailOn | None) -> None:
    """End the program with code 1 if an issue has at least the severity of ``--fail-on``."""
    if threshold is None:
        return
    from align.model.unit import SEVERITIES

    failing = SEVERITIES[SEVERITIES.index(threshold.value) :]
    if any(issue.severity in failing for unit in units for issue in unit.issues):
        raise typer.Exit(1)
