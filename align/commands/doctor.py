"""``align doctor``: what works on this machine."""

from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import say_if_first


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a bug report.")] = False,
) -> None:
    """Test the installation: packages, the speed of the encoders, caches, and what is missing for which command.

    The exit code is 0 if align run can do all of its work here, else 1.
    """
    with exit_codes():
        import json
        from contextlib import suppress
        from dataclasses import asdict

        from align.commands import console
        from align.doctor import examine, works

        with suppress(ImportError):  # for missing things, which are listed below
            say_if_first()
        with console.progress() as progress:
            findings = list(examine(progress=progress))
        if as_json:
            record = {"works": works(findings), "findings": [asdict(finding) for finding in findings]}
            console.write_data(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        else:
            console.print_findings(findings, works=works(findings))
        if not works(findings):
            raise typer.Exit(1)
