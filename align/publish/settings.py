"""The settings of publishing: licence, filters, duplicates, splits. All but consent to one run are a recipe."""

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from align.corpus.filters import Filters
from align.language.tables import words
from align.model.errors import InputError

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")
CONFIGS = ("pairs", "documents", "issues", "withheld", "windows")
Duplicates = Literal["keep", "exact", "near"]
MOST_WINDOW = 1000  # pairs

# The values of "license" in a card that the Hub accepts, without licences for models.
LICENSES = frozenset(
    words("""
        afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd bsd-2-clause bsd-3-clause bsl-1.0 bsd-3-clause-clear c-uda cc
        cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0
        cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
        cdla-permissive-1.0 cdla-permissive-2.0 cdla-sharing-1.0 ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1
        eupl-1.2 gfdl gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1 lgpl-3.0 lgpl-lr lppl-1.3c mit mpl-2.0 ms-pl ncsa odbl
        odc-by ofl-1.1 osl-3.0 pddl postgresql unlicense wtfpl zlib unknown other
    """)
)


@dataclass(frozen=True, slots=True)
class List:
    """A list of hashes (:mod:`align.publish.fingerprints`): its file, and the digest of the file."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How to publish.

    ``filters``: what a pair must pass that no reviewer approved. ``duplicates``: which training pairs are withheld for
    an earlier one: none, those with the same letters and digits on both sides, or also those that are nearly the same.
    ``decontaminate``: lists of test sets, near whose texts no pair outside the test split may come. ``groups``: a
    regular expression; documents of whose names it matches the same (the first group, else the whole) go into one
    split. ``windows``: the number of consecutive pairs in a row of the configuration "windows", 0 for none.
    ``allow_open``: open critical issues no longer stop the publishing, their pairs are withheld. ``allow_removals``: as
    does the loss of more than a tenth of the last revision's pairs. ``accept``: strings that look like personal data
    and are none. ``mask``: personal data are overwritten with asterisks instead of refused. ``reviewers``,
    ``comments``: the names of those who reviewed, and what they wrote with their decisions, are published too.
    ``shares``: train, validation, test, in any unit.
    """

    license: str
    license_name: str = ""
    license_link: str = ""
    title: str = ""
    author: str = ""
    domain: str = ""
    filters: Filters = field(default_factory=Filters)
    duplicates: Duplicates = "exact"
    decontaminate: tuple[List, ...] = ()
    groups: str = ""
    windows: int = 0
    allow_open: bool = False
    allow_removals: bool = False
    accept: frozenset[str] = frozenset()
    mask: bool = False
    reviewers: bool = False
    comments: bool = False
    shares: tuple[float, float, float] = (90, 5, 5)

    def __post_init__(self) -> None:
        """Raise InputError for impossible values."""
        if self.license not in LICENSES:
            raise InputError("--license", f'"{self.license}" is not a licence on the Hub; expected cc-by-4.0, mit, ...')
        if self.license == "other" and not (self.license_name and self.license_link):
            raise InputError("--license", "other needs --license-name and --license-link")
        if not 0 <= self.windows <= MOST_WINDOW or self.windows == 1:
            raise InputError("windows", f"is {self.windows}; expected 2 to {MOST_WINDOW}, or 0 for none")
        try:
            re.compile(self.groups)
        except re.error as error:
            raise InputError("groups", f"is not a regular expression ({error})") from None
        if not all(map(isfinite, self.shares)) or min(self.shares) < 0 or self.shares[0] <= 0:
            raise InputError("--splits", "expected shares for train, validation and test, as in 90/5/5")


def shares_of(text: str) -> tuple[float, float, float]:
    """Parse the shares of ``--splits``. Raises InputError.

    >>> shares_of("80/10/10")
    (80.0, 10.0, 10.0)
    """
    try:
        train, validation, test = (float(part) for part in text.split("/"))
    except ValueError:
        raise InputError("--splits", f'"{text}" is not three numbers; expected 90/5/5') from None
    return train, validation, test
