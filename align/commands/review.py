"""``align review``: the page where a translator decides, of one project or of all in a folder."""

import os
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import ProfileFile, SecondOption, TermbaseFile, token_encoder, with_second


def review(
    project: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="A folder from align run or align batch; without it, a start page aligns files that you drop on it.",
            show_default=False,
        ),
    ] = None,
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
    chief_token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What chief editors sign in with, who alone sign off; or ALIGN_CHIEF_TOKEN."),
    ] = None,
    name: Annotated[str, typer.Option(metavar="WHO", help="The reviewer's name; by default the page asks.")] = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    projects: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where the start page keeps its projects; by default ~/align."),
    ] = None,
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
    Without DIR, a page takes two files, or one bilingual file, aligns them and opens them.
    """
    with exit_codes(interrupted="every decision is saved"):
        if sys.stderr.isatty() and project is not None:
            sys.stderr.write(f"opening {project} ...\n")
        from contextlib import ExitStack, suppress

        from align.commands import console

        with ExitStack() as opened, console.progress() as progress:
            progress(f"opening {project or 'the start page'}", 0, 1)
            from align.model.errors import InputError
            from align.review import opening
            from align.review.app import create_app
            from align.review.server import CHIEF, PORT, access_of, bind, serve, token_of

            if project is not None and project.is_file():
                raise InputError(str(project), "is a file; expected a folder from align run")
            access = access_of(host, token_of(token_file), token_of(chief_token_file, CHIEF))
            tools = opening.Tools(token_encoder())
            if project is None:
                from align.review.shelf import Shelf
                from align.review.start import start_app

                of_one = {"--document": document, "--termbase": termbase, "--profile": profile, "--encoder": encoder}
                if given := [option for option, value in {**of_one, "--database": database}.items() if value]:
                    raise InputError(given[0], "is for one project; give its folder")
                place = bind(host, port)
                shelf = opened.enter_context(Shelf(projects or Path.home() / "align", tools))
                app = start_app(shelf, access, name=name)
            else:
                if document:
                    from align.review.batch_pair import folder_of_pair

                    project = folder_of_pair(project, document)
                place = bind(host, port)
                service = opening.service_of(
                    project,
                    tools,
                    termbase=termbase,
                    profile=profile,
                    encoder=encoder,
                    database=database,
                    second=lambda checker: with_second(checker, second_opinion, None, yes=True),
                    given=second_opinion,
                )
                opened.callback(service.store.close)
                opening.begin(service)
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
