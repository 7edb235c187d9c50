"""What a data set says of those who reviewed it: what they decided, and who they are only if that is asked for.

A name in a data set stays there, in every copy of it. Numbers in its place, counted anew in each document in the order
in which people decided, tell one reviewer of a text from another and nothing more. Comments name people and places.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from align.model.bitext import Project
from align.model.unit import Verdict
from align.publish.settings import Settings

_Key = TypeVar("_Key")


def told(project: Project, settings: Settings) -> Project:
    """Return a project with the names and comments that may be published."""
    bitext = project.bitext
    verdicts = sorted(
        (*bitext.verdicts.values(), *bitext.approved.values(), *bitext.signed.values()), key=lambda v: (v.when, v.who)
    )
    numbers = {who: f"r{k + 1}" for k, who in enumerate(dict.fromkeys(verdict.who for verdict in verdicts))}

    def reduced(of: Mapping[_Key, Verdict]) -> dict[_Key, Verdict]:
        return {
            key: replace(
                verdict,
                who=verdict.who if settings.reviewers else numbers[verdict.who],
                comment=verdict.comment if settings.comments else "",
            )
            for key, verdict in of.items()
        }

    named = replace(bitext, verdicts=reduced(bitext.verdicts), approved=reduced(bitext.approved))
    return replace(project, bitext=replace(named, signed=reduced(bitext.signed)))
