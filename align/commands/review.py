"""``align review``: the page where a translator decides."""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import (
    ProfileFile,
    SecondOption,
    TermbaseFile,
    profile_of,
    termbase_of,
    token_encoder,
    with_second,
)

if TYPE_CHECKING:
    from align.embedders import Embedder
    from align.project.provenance import Kind

T = TypeVar("T")


def review(
    project: Annotated[Path, typer.Argument(metavar="DIR", help="A folder from align run or align batch.")],
    document: Annotated[
        str, typer.Option(metavar="ID", help="The pair of a batch to review; its review is kept in DIR/reviewed/ID.")
    ] = "",
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port; by default 8340 or the next free one.")
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="Listen on this address instead of only on this machine; needs a token.")
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What people sign in with: 24 random characters or more; or ALIGN_TOKEN."),
    ] = None,
    name: Annotated[str, typer.Option(metavar="WHO", help="The reviewer's name; by default the page asks.")] = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    termbase: TermbaseFile = None,
    profile: ProfileFile = None,
    encoder: Annotated[str | None, typer.Option(metavar="NAME", help="By default that of the run.")] = None,
    second_opinion: SecondOption = "",
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Keep the review in this PostgreSQL database. Later commands need its address in ALIGN_DATABASE.",
        ),
    ] = None,
) -> None:
    """Decide on the flags of a project in the browser; decisions are kept in DIR/review.sqlite, or in --database.

    Edits are checked with the encoder, the termbase and the profile of the run, unless you give others. With
    --second-opinion they wait for the model, too; without it, a flag keeps what the model thought of it in the run.
    """
    with exit_codes(interrupted="every decision is saved"):
        if sys.stderr.isatty():
            sys.stderr.write(f"opening {project} ...\n")
        from contextlib import ExitStack, suppress
        from dataclasses import replace

        from align.commands import console

        with ExitStack() as opened, console.progress() as progress:
            progress(f"opening {project}", 0, 1)
            from align.model.errors import InputError
            from align.pipeline import Checker
            from align.project import folder
            from align.review.app import create_app
            from align.review.rescoring import Encoders, Rescorer
            from align.review.server import PORT, access_of, bind, serve, token_of
            from align.review.service import Service
            from align.scorers.decision import SENSITIVITIES

            if project.is_file():
                raise InputError(str(project), "is a file; expected a folder from align run")
            access = access_of(host, token_of(token_file))
            if document:
                from align.review.batch_pair import folder_of_pair

                project = folder_of_pair(project, document)
            run = folder.run_of(project)
            terms = _read(termbase_of, termbase, run, "termbase")
            rules = _read(profile_of, profile, run, "profile")
            if profile is None and run.get("sensitivity") in SENSITIVITIES:
                rules = replace(rules, sensitivity=run["sensitivity"])
            checker = with_second(Checker(rules, terms), second_opinion, None, yes=True)
            chosen = encoder or _encoder_of(run)
            place = bind(host, port)
            store = folder.open_store(project, database=database)
            opened.callback(store.close)
            encoders = Encoders(lambda: _encoder(chosen), token_encoder())
            rescorer = Rescorer(date=store.info().date, checker=checker, encoders=encoders)
            service = Service(store, rescorer, original=lambda: folder.original_of(project, run))
            store.keep_copy()
            service.layout(service.current())  # read now, so that the first page does not wait for it
            rescorer.warm()
            service.check_later()
            app = create_app(service, access, name=name)
            to_close = opened.pop_all()
        url = f"{place.url}login" if access.token else place.url

        def started() -> None:
            typer.echo(f"{url}\nPress Ctrl+C to stop; every decision is saved at once.")
            if place.other:
                sys.stderr.write(
                    f"align: port {PORT} is in use: is another align review open, perhaps of this folder?\n"
                )
            sys.stdout.flush()

        with to_close, suppress(KeyboardInterrupt):  # the usual way to stop, after the last responses
            serve(app, place, started=started, open_browser="" if no_browser else url)
        _end_without_waiting()


def _end_without_waiting() -> None:
    """End the process if encoders are still being loaded or units checked, both in threads that need not finish.

    Before Python 3.14 the interpreter ends such threads as they return from compiled code, and C++ then calls
    std::terminate: "terminate called without an active exception".
    """
    if any(thread.daemon for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _read(read: Callable[[Path | None], T], named: Path | None, run: Mapping[str, Any], kind: "Kind") -> T:
    """Read the file given, else the one of the run if it is still readable."""
    from align.model.errors import InputError
    from align.project.provenance import given

    if named is not None:
        return read(named)
    path, warning = given(run, kind)
    try:
        found = read(path)
    except InputError as error:
        found, warning = read(None), f"{error}; edits are checked without the {kind} of the run"
    if warning:
        sys.stderr.write(f"align: {warning}\n")
    return found


def _encoder_of(run: Mapping[str, Any]) -> str:
    """Return the encoder of the run; the bundled one if somebody else named another."""
    from align.embedders import ENCODERS
    from align.project.provenance import encoder_of

    name, said = encoder_of(run, ENCODERS)
    if said:
        sys.stderr.write(f"align: {said}\n")
    return name


def _encoder(name: str) -> "Embedder":
    """Load the sentence encoder of the run, else the bundled one."""
    from align import embedders
    from align.model.errors import EncoderError

    try:
        return embedders.load(name)
    except EncoderError as error:
        sys.stderr.write(f"align: {error}; edits are checked with the bundled encoder\n")
        return embedders.load()
