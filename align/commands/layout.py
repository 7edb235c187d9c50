"""The layout of help: commands in groups, arguments by their names in the usage line.

``CHOICES`` in the help of an option is replaced by its completions, so that they are listed only in a registry.

Plain text on purpose: boxes and colours (typer's way of grouping) take a third more time, and help is read in a pipe as
often as on a screen.
"""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_TYPE = re.compile(r"<([^<>]+)>")
_RANGES = ((r"([0-9.]+)<=x<=([0-9.]+)", r"\1 to \2"), (r"x>=([0-9.]+)", r"\1 or more"))
_PLACEHOLDERS = {"str": "TEXT", "int": "N", "int range": "N", "float": "X", "float range": "X"}


class Command(TyperCommand):
    """A command with help like ``ZH EN | BILINGUAL`` and ``--port N``, without braces and Python types."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the arguments for the usage line."""
        return ["[OPTIONS]", *(_name(p) for p in self.params if p.param_type_name == "argument")]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the lists of arguments and options."""
        arguments = [(_name(p), getattr(p, "help", "") or "") for p in self.params if p.param_type_name == "argument"]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        options = [p for p in self.get_params(ctx) if p.param_type_name == "option"]
        rows = [(record, _choices(p, ctx)) for p in options if (record := p.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(
                [(_TYPE.sub(_placeholder, r[0]), _in_words(r[1]).replace("CHOICES", c)) for r, c in rows]
            )


class Group(TyperGroup):
    """The commands in groups; the group of a command is its ``rich_help_panel``."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order of ``align.cli``."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one list per group, with the same width of names."""
        groups: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands))
        for name, command in self.commands.items():
            group = str(getattr(command, "rich_help_panel", None) or "Commands")
            groups.setdefault(group, []).append((name.ljust(width), command.get_short_help_str(limit=200)))
        for group, rows in groups.items():
            with formatter.section(group):
                formatter.write_dl(rows)


def _name(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return name if parameter.required else f"[{name}]"


def _choices(parameter: Any, ctx: Any) -> str:
    """Return the completions of an option if its help has a place for them, since they may take time to load."""
    if "CHOICES" not in (parameter.help or ""):
        return ""
    return ", ".join(item.value for item in parameter.shell_complete(ctx, ""))


def _placeholder(match: re.Match[str]) -> str:
    """Return the placeholder of a value without a metavar: a word for a Python type, or the choices."""
    return _PLACEHOLDERS.get(match[1], match[1])


def _in_words(text: str) -> str:
    for pattern, words in _RANGES:
        text = re.sub(pattern, words, text)
    return text
