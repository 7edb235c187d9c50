"""``align publish``: reviewed projects as a Hugging Face data set."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from align.commands.exit_codes import exit_codes

if TYPE_CHECKING:
    from align.publish.build import Built


def publish(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders from align run or align batch, or files of aligned pairs."),
    ],
    license: Annotated[
        str | None,
        typer.Option("--license", metavar="ID", help="The licence, by its name on the Hub: cc-by-4.0, mit, ..."),
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="YAML with licence, filters, duplicates, splits, masks; other options go before it."
        ),
    ] = None,
    repo_id: Annotated[
        str | None, typer.Option(metavar="NAME", help="Publish to this data set on the Hub: name or user/name.")
    ] = None,
    to_folder: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Publish to a folder instead of the Hub.")
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Make a new data set on the Hub private.")] = False,
    revision: Annotated[str, typer.Option(metavar="R", help="The branch on the Hub.")] = "main",
    parent: Annotated[
        str, typer.Option(metavar="COMMIT", help="Replace this commit, which another machine published.")
    ] = "",
    linked: Annotated[
        float | None,
        typer.Option(
            help="The least probability that both sides of a pair share content, unless a reviewer approved it: 0.9."
        ),
    ] = None,
    score: Annotated[float | None, typer.Option(help="The least quality score of such a pair: 0.")] = None,
    confidence: Annotated[
        float | None, typer.Option(help="The least probability that its bead is exactly right: 0.")
    ] = None,
    allow_open: Annotated[
        bool, typer.Option("--allow-open", help="Publish without the pairs that have open critical issues.")
    ] = False,
    allow_removals: Annotated[
        bool,
        typer.Option("--allow-removals", help="Publish even if more than a tenth of the published pairs disappear."),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="Text that looks like personal data but is not; may be repeated."),
    ] = None,
    mask_personal: Annotated[
        bool, typer.Option("--mask-personal", help="Mask addresses, personal numbers, tokens and paths with asterisks.")
    ] = False,
    with_reviewers: Annotated[
        bool, typer.Option("--with-reviewers", help="Publish the names of reviewers; else r1, r2, ...")
    ] = False,
    with_comments: Annotated[
        bool, typer.Option("--with-comments", help="Publish what reviewers wrote with their decisions.")
    ] = False,
    splits: Annotated[
        str | None, typer.Option(metavar="A/B/C", help="Shares of documents in train, validation and test: 90/5/5.")
    ] = None,
    title: Annotated[str, typer.Option(help="The title of the data set.")] = "",
    author: Annotated[str, typer.Option(help="The author to cite.")] = "",
    domain: Annotated[str, typer.Option(help="The domain of the texts, if their runs do not state it.")] = "",
    license_name: Annotated[str, typer.Option(help="With --license other: its name.")] = "",
    license_link: Annotated[str, typer.Option(help="With --license other: the URL of its text.")] = "",
) -> None:
    """Publish projects as a Hugging Face data set. The token comes from HF_TOKEN or from: hf auth login."""
    with exit_codes(interrupted="run the same command again to publish the rest"):
        from dataclasses import replace
        from datetime import UTC, datetime

        from align.commands import console
        from align.corpus.filters import Filters
        from align.embedders.threads import available_threads
        from align.model.errors import InputError
        from align.publish import build, hub
        from align.publish.loading import groups_of, loaders
        from align.publish.recipe import read_recipe
        from align.publish.settings import Settings, shares_of

        if (repo_id is None) == (to_folder is None):
            raise InputError("align publish", "expected either --repo-id or --to-folder")
        given: dict[str, Any] = {
            "license": license,
            "license_name": license_name,
            "license_link": license_link,
            "title": title,
            "author": author,
            "domain": domain,
            "mask": mask_personal,
            "reviewers": with_reviewers,
            "comments": with_comments,
            "shares": shares_of(splits) if splits else None,
        }
        chosen = {**(read_recipe(recipe) if recipe else {}), **{name: value for name, value in given.items() if value}}
        if "license" not in chosen:
            raise InputError("align publish", "expected --license, or a recipe with a license")
        thresholds = {"linked": linked, "score": score, "confidence": confidence}
        filters = replace(
            chosen.pop("filters", Filters()), **{name: value for name, value in thresholds.items() if value is not None}
        )
        settings = Settings(
            **chosen,
            filters=filters,
            allow_open=allow_open,
            allow_removals=allow_removals,
            accept=frozenset(accept or ()),
        )
        projects, today = loaders(folders), datetime.now(UTC).date().isoformat()
        workers, groups = available_threads(), groups_of(folders)
        with console.progress() as progress:
            if to_folder is not None:
                built = build.to_folder(
                    projects, settings, out=to_folder, date=today, groups=groups, workers=workers, progress=progress
                )
                place = str(to_folder)
            else:
                to = hub.Destination(repo_id or "", revision, private, parent)
                done = hub.to_hub(projects, settings, to, date=today, groups=groups, workers=workers, progress=progress)
                built, place = done.built, f"{done.url} ({revision} at {done.commit[:12]}, tag {done.tag})"
        typer.echo(_summary(built, place, settings.windows))


def _summary(built: "Built", place: str, windows: int) -> str:
    from align.commands.console import counted

    withheld = {reason: n for reason, n in built.tally.counts["withheld"].most_common() if reason}
    revision = built.revision
    changes = f"{revision.added} added, {revision.removed} removed, {revision.changed} changed"
    lines = [
        f"nothing changed since revision {revision.number - 1}; no revision was added: {place}"
        if built.unchanged
        else f"revision {revision.number}: {counted(revision.pairs, 'pair')} of "
        f"{counted(built.tally.units, 'unit')}: {place}",
        *(f"  withheld: {reason}: {n}" for reason, n in withheld.items()),
        *(f"  masked: {kind}: {n}" for kind, n in sorted(built.masked.items())),
        *([f"  {changes}"] if revision.number > 1 else []),
        "  documents: " + ", ".join(f"{split} {n}" for split, n in sorted(built.tally.documents.items())),
        *(
            [f"  windows: none; no document has {windows} pairs in a row of which none is withheld"]
            if windows and all(facts.config != "windows" for facts in built.splits)
            else []
        ),
    ]
    return "\n".join(lines)
