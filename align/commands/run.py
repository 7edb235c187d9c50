"""``align run``: align two transcripts and check the English."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import (
    BUDGET,
    BudgetOption,
    Encoder,
    FailOnOption,
    FindOption,
    ProfileFile,
    SecondOption,
    SensitivityOption,
    TermbaseFile,
    YesOption,
    checker_of,
    exit_if_issues,
    say_second,
    with_encoders,
    with_second,
)


def run(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="ZH EN | BILINGUAL",
            help="Two files (text, HTML, Word, PDF, Excel, subtitles, zip of a page), or one bilingual file: "
            "interleaved text, a table with a column for each language, or subtitles.",
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write.")],
    encoder: Encoder = "bundled",
    sentences: Annotated[
        bool, typer.Option("--sentences", help="The inputs have one sentence per line; do not segment them again.")
    ] = False,
    termbase: TermbaseFile = None,
    reference: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A second English version to compare with, such as an earlier release or machine output.",
        ),
    ] = None,
    profile: ProfileFile = None,
    sensitivity: SensitivityOption = None,
    second_opinion: SecondOption = "",
    second_opinion_find: FindOption = None,
    second_opinion_budget: BudgetOption = BUDGET,
    yes: YesOption = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Align only.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="The English is not published yet; the errata say so.")
    ] = False,
    fail_on: FailOnOption = None,
) -> None:
    """Align two transcripts and check the English; write bitext.jsonl and report.html to DIR."""
    with exit_codes(), ExitStack() as writing:
        from dataclasses import replace

        from align import embedders, pipeline
        from align.commands import console
        from align.lab.reference import compare
        from align.model.bitext import REPORT
        from align.project import folder, provenance
        from align.project.inputs import read_document, read_pair
        from align.project.lock import only_writer

        folder.require_run_folder(output)
        writing.enter_context(only_writer(output, "align run"))
        checker = checker_of(termbase, profile, sensitivity)
        checker = with_second(checker, second_opinion, second_opinion_find, budget=second_opinion_budget, yes=yes)
        pair = read_pair(inputs, sentences=sentences)
        kept = folder.carried_over(output, pair.zh, pair.en)
        second = read_document(reference, "en", sentences=sentences) if reference else None
        comparison = None
        held: Mapping[str, int] = {}
        with console.progress() as progress:
            checker, embedder = with_encoders(checker.with_terms(kept.terms), encoder, progress)
            bitext = pipeline.align_documents(
                pair.zh,
                pair.en,
                embedder=embedder,
                anchors=pair.anchors,
                locked=kept.beads,
                given=sentences,
                progress=progress,
            )
            if second is not None:
                comparison = compare(pair.zh, bitext.units, second, embedder=embedder, progress=progress)
                bitext = replace(bitext, units=comparison.score(bitext.units))
            if not no_check:
                reference_texts = comparison.texts if comparison else ()
                bitext, held = checker.check(bitext, reference=reference_texts, progress=progress)
        say_second(checker)
        facts = provenance.facts_of(
            checker.profile,
            held=held,
            status="draft" if draft else "published",
            files={"termbase": termbase, "profile": profile, "reference": reference},
            encoder=encoder,
            own=embedders.ENCODERS,
        )
        if comparison is not None:
            facts["reference"] = comparison.as_record()
        word = len(inputs) == 2 and pair.en.name.lower().endswith(".docx")
        original = inputs[1].read_bytes() if word else b""
        written = folder.write_run(output, bitext, facts=facts, original=original)
        merged = folder.merge_review(output, written)
        console.print_run(bitext, output / REPORT, checked=not no_check, comparison=comparison, held=held)
        if merged is not None:
            console.print_merge(merged)
        exit_if_issues(bitext.units, fail_on)
