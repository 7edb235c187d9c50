"""A pair of a batch as a project folder of its own, in which it is reviewed: ``BATCH/reviewed/ID``.

A batch keeps no texts, but a review needs them to split, move and align pairs: they are read again from the files of
the manifest, and must be those that the batch aligned. What is decided stays in that folder; ``align publish`` and
``align report`` of the batch take it for the pair.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from align import embedders
from align.batch.settings import Settings, from_json
from align.model.errors import MALFORMED, InputError
from align.model.unit import TranslationUnit
from align.pairing.manifest import read_manifest
from align.project import provenance, seal
from align.project.batch_folder import DOCUMENTS, REVIEWED, STATE, is_batch, pairs_of, reviewed_of
from align.project.folder import write_run
from align.project.inputs import Pair, read_pair
from align.project.plain import read_object


def folder_of_pair(batch: Path, name: str) -> Path:
    """Return the project folder of a pair of a batch; make it if it does not exist.

    Raises InputError for a folder without a batch, an unknown pair, and a pair whose texts are unreadable or changed.
    """
    if not is_batch(batch):
        raise InputError(str(batch), "holds no finished batch; --document is only for folders from align batch")
    if name in (reviewed := reviewed_of(batch)):
        return reviewed[name]
    load = pairs_of(batch).get(name)
    if load is None:
        raise InputError(str(batch), f"has no document {name!r}; expected an id from {DOCUMENTS}")
    settings, ours = _settings(batch / STATE)
    entry = next((entry for entry in read_manifest(Path(settings.manifest)) if entry.id == name), None)
    if entry is None:
        raise InputError(settings.manifest, f"no longer has the pair {name!r}; expected the manifest of {batch}")
    pair, bitext = read_pair([entry.zh, entry.en]), load().bitext
    if not _is_of(pair, bitext.units):
        raise InputError(str(batch), f"{entry.zh} and {entry.en} have changed; expected the texts that were aligned")
    termbase, profile = (Path(path) if path else None for path in (settings.termbase, settings.profile))
    facts = provenance.record({"termbase": termbase, "profile": profile})
    facts |= provenance.record_encoder(settings.encoder, embedders.ENCODERS)
    if ours:
        facts |= provenance.record_seal(facts)
    folder = batch / REVIEWED / name
    write_run(folder, replace(bitext, zh=pair.zh, en=pair.en), facts=facts)
    return folder


def _is_of(pair: Pair, units: Iterable[TranslationUnit]) -> bool:
    """True if the sentences of the documents are those of the units, all of them."""
    beads = [unit for unit in units if not unit.head]
    held = (sum(len(unit.zh) for unit in beads), sum(len(unit.en) for unit in beads))
    try:
        return held == (len(pair.zh.segments), len(pair.en.segments)) and all(
            (unit.zh_text, unit.en_text) == (pair.zh.passage(unit.zh), pair.en.passage(unit.en)) for unit in beads
        )
    except IndexError:
        return False


def _settings(path: Path) -> tuple[Settings, bool]:
    """Return the settings of a batch, and True if this user's align wrote them."""
    try:
        state = read_object(path)
        return from_json(json.dumps(state["settings"])), seal.is_sealed(state["settings"], state.get(seal.KEY))
    except (OSError, *MALFORMED) as error:
        raise InputError(str(path), f"is not the output of align batch ({error!r})") from None
