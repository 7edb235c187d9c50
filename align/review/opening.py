"""Opens a project for review, checked as its run was: with the termbase, the profile and the encoder that it names.

The encoders take seconds to load and much memory, so all projects of a server share them (:class:`Tools`).
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from align import embedders
from align.model.errors import EncoderError, InputError
from align.model.termbase import Termbase
from align.pipeline import Checker
from align.project import folder, provenance
from align.readers.termbase import read_termbase
from align.review.rescoring import Encoders, Rescorer
from align.review.service import Service
from align.scorers.decision import SENSITIVITIES
from align.scorers.profile import DEFAULT, Profile, read_profile

if TYPE_CHECKING:
    from align.embedders import Embedder
    from align.embedders.token_states import TokenEncoder

T = TypeVar("T")
BUNDLED = "bundled"


@dataclass(slots=True)
class Tools:
    """The encoders of a server, each loaded once. ``load_tokens``: None where a package is missing."""

    load_tokens: "Callable[[], TokenEncoder] | None" = None
    _loaded: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def embedder(self, name: str = BUNDLED) -> "Embedder":
        """Return a sentence encoder; the bundled one where the other cannot be loaded."""
        try:
            found: Embedder = self._once(name, lambda: embedders.load(name))
            return found
        except EncoderError as error:
            if name == BUNDLED:
                raise
            _warn(f"{error}; edits are checked with the bundled encoder")
            return self.embedder()

    @property
    def tokens(self) -> "Callable[[], TokenEncoder] | None":
        """What returns the encoder of word links."""
        load = self.load_tokens
        return None if load is None else lambda: self._once("tokens of word links", load)

    def _once(self, name: str, load: Callable[[], T]) -> T:
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = load()
            loaded: T = self._loaded[name]
            return loaded


def service_of(
    project: Path,
    tools: Tools,
    *,
    termbase: Path | None = None,
    profile: Path | None = None,
    encoder: str | None = None,
    database: str | None = None,
    second: Callable[[Checker], Checker] = lambda checker: checker,
    given: str = "",
) -> Service:
    """Open the review of a project folder. The files given take the place of those of the run.

    ``second`` gives the checker a second reader. ``given``: the specification of one, for the page to offer.

    Raises InputError as :func:`align.project.folder.open_store` does. The caller closes the store.
    """
    run = folder.run_of(project)
    terms: Termbase | None = _read(read_termbase, termbase, run, "termbase", None)
    rules: Profile = _read(read_profile, profile, run, "profile", DEFAULT)
    if profile is None and run.get("sensitivity") in SENSITIVITIES:
        rules = replace(rules, sensitivity=run["sensitivity"])
    checker = second(Checker(rules, terms))
    chosen = encoder or _encoder_of(run)
    store = folder.open_store(project, database=database)
    encoders = Encoders(lambda: tools.embedder(chosen), tools.tokens)
    rescorer = Rescorer(date=store.info().date, checker=checker, encoders=encoders)
    offered = "" if given == "none" else given or rules.second_opinion
    return Service(store, rescorer, original=lambda: folder.original_of(project, run), given=offered)


def begin(service: Service) -> None:
    """Do what the first page would wait for, and load the encoders in the background."""
    service.store.keep_copy()
    service.layout(service.current())
    service.rescorer.warm()
    service.check_later()


def _read(read: Callable[[Path], T], named: Path | None, run: Mapping[str, Any], kind: provenance.Kind, absent: T) -> T:
    """Read the file given, else the one of the run if it is still readable."""
    if named is not None:
        return read(named)
    path, warning = provenance.given(run, kind)
    found = absent
    try:
        found = absent if path is None else read(path)
    except InputError as error:
        warning = f"{error}; edits are checked without the {kind} of the run"
    if warning:
        _warn(warning)
    return found


def _encoder_of(run: Mapping[str, Any]) -> str:
    """Return the encoder of the run; the bundled one if somebody else named another."""
    name, said = provenance.encoder_of(run, embedders.ENCODERS)
    if said:
        _warn(said)
    return name


def _warn(text: str) -> None:
    logging.getLogger("align").warning("align: %s", text)
