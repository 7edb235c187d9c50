"""The projects of the start page: a folder with one folder each, opened when somebody goes there.

A project appears when it is finished: a job aligns in a folder with another name and moves it.
"""

import logging
import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from align.embedders import ENCODERS
from align.model.bitext import BITEXT, RUN, Status
from align.model.errors import AlignError, InputError
from align.model.parts import part_name
from align.pipeline import Checker, align_documents
from align.project import folder, provenance
from align.project.atomic import require_folder
from align.project.batch_folder import is_batch
from align.project.inputs import pair_of
from align.project.plain import read_object
from align.readers import read
from align.readers.languages import mostly
from align.review import opening
from align.review.service import Service
from align.review.uploads import Uploads, safe_name

SOURCES = "sources"
"""The folder of a project in which the files lie that it was made from."""
_SHOWN = 200


class CancelledError(AlignError):
    """A job that somebody has stopped."""


@dataclass(slots=True)
class Job:
    """Files that are being aligned. ``project``: its name, once it is there; ``error``: why there is none."""

    files: tuple[str, ...]
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    state: Literal["running", "done", "failed"] = "running"
    project: str = ""
    error: str = ""
    cancelled: bool = False

    def progress(self, stage: str, done: int, total: int, /) -> None:
        """Note how far the job is. Raises CancelledError."""
        if self.cancelled:
            raise CancelledError("Stopped.")
        self.stage, self.done, self.total = stage.partition(" (")[0], done, total


@dataclass(frozen=True, slots=True)
class Entry:
    """A project on the shelf. ``titles``: of the Chinese and the English; ``when``: of the last change."""

    name: str
    titles: tuple[str, ...]
    when: str


@dataclass(slots=True)
class Shelf:
    """The projects in a folder. Use it as a context: it closes what it has opened."""

    home: Path
    tools: opening.Tools
    uploads: Uploads = field(init=False)
    jobs: dict[str, Job] = field(init=False, default_factory=dict)
    _opened: dict[str, Service] = field(init=False, default_factory=dict)
    _opening: threading.Lock = field(init=False, default_factory=threading.Lock)
    _turn: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __enter__(self) -> "Shelf":
        """Make the folder, and load the encoders in the background. Raises InputError if it cannot be written to."""
        require_folder(self.home)
        self.home.mkdir(parents=True, exist_ok=True)
        self.uploads = Uploads(self.home)
        threading.Thread(target=self._warm, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all projects, and remove files that nobody has taken."""
        for job in self.jobs.values():
            job.cancelled = True
        self.uploads.close()
        for service in self._opened.values():
            service.store.close()

    def entries(self) -> list[Entry]:
        """Return the projects, the latest first."""
        found = []
        for place in self.home.iterdir():
            if not place.name.startswith(".") and (place / BITEXT).is_file() and not is_batch(place):
                files = [place / name for name in (BITEXT, "review.sqlite", "review.sqlite-wal")]
                when = max(file.stat().st_mtime for file in files if file.exists())
                found.append((when, place))
        return [_entry(place, when) for when, place in sorted(found, reverse=True)[:_SHOWN]]

    def service(self, name: str) -> Service:
        """Return the review of a project, opened if nobody has been there. Raises KeyError, InputError."""
        with self._opening:
            if name not in self._opened:
                if (
                    name not in (place.name for place in self.home.iterdir())
                    or not (self.home / name / BITEXT).is_file()
                ):
                    raise KeyError(name)
                service = opening.service_of(self.home / name, self.tools)
                opening.begin(service)
                self._opened[name] = service
            return self._opened[name]

    def begin(self, keys: Sequence[str], status: Status) -> str:
        """Align uploaded files, a Chinese and an English one in any order or one in both; return the key of the job.

        ``status``: of the English. Raises UploadError for files that are not there.
        """
        paths = [self.uploads.complete(key) for key in keys]
        job = Job(tuple(path.name for path in paths))
        self.jobs[keys[0]] = job
        threading.Thread(target=self._run, args=(job, keys, paths, status), daemon=True).start()
        return keys[0]

    def _run(self, job: Job, keys: Sequence[str], paths: Sequence[Path], status: Status) -> None:
        part = self.home / part_name("project")
        try:
            with self._turn:  # one at a time, so that each has the processors
                job.progress("reading", 0, 0)
                self._align(paths, part, status, job)
            job.project = self._put(part, paths)
            job.state = "done"
        except AlignError as error:
            job.state, job.error = "failed", str(error)
        except Exception:
            logging.getLogger("align").exception("align: a project could not be made of %s", ", ".join(job.files))
            job.state, job.error = "failed", "Something went wrong; the terminal says what."
        finally:
            shutil.rmtree(part, ignore_errors=True)
            for key in keys:
                self.uploads.drop(key)

    def _align(self, paths: Sequence[Path], out: Path, status: Status, job: Job) -> None:
        sources = [read(path) for path in paths]
        if [mostly(source.text) for source in sources] == ["en", "zh"]:
            sources, paths = sources[::-1], paths[::-1]
        pair = pair_of(sources)
        job.progress("loading the encoder", 0, 0)
        embedder = self.tools.embedder()
        bitext = align_documents(pair.zh, pair.en, embedder=embedder, anchors=pair.anchors, progress=job.progress)
        checker = Checker(embedder=embedder, tokens=self.tools.tokens)
        bitext, held = checker.check(bitext, progress=job.progress)
        job.progress("writing", 0, 0)
        facts = provenance.facts_of(
            checker.profile, held=held, status=status, files={}, encoder=opening.BUNDLED, own=ENCODERS
        )
        word = len(paths) == 2 and paths[1].suffix.lower() == ".docx"
        folder.write_run(out, bitext, facts=facts, original=paths[1].read_bytes() if word else b"")

    def _put(self, part: Path, paths: Sequence[Path]) -> str:
        """Give a finished project its name and the files that it was made from."""
        (part / SOURCES).mkdir()
        for number, path in enumerate(paths):
            name = path.name if path.name not in (p.name for p in paths[:number]) else f"{number + 1}-{path.name}"
            shutil.move(path, part / SOURCES / name)
        stem = Path(safe_name(paths[-1].name)).stem.removeprefix(".") or "project"
        number = 1
        while True:
            place = self.home / (stem if number == 1 else f"{stem}-{number}")
            with suppress(FileExistsError):
                place.mkdir()
                break
            number += 1
        part.replace(place)
        return place.name

    def _warm(self) -> None:
        for load in (self.tools.embedder, self.tools.tokens):
            with suppress(Exception):  # who needs it is told why it cannot be loaded
                if load is not None:
                    load()


def _entry(place: Path, when: float) -> Entry:
    titles: list[str] = []
    with suppress(InputError):
        run = read_object(place / RUN)
        sides = [run.get(side) for side in ("zh", "en")]
        titles = [str(side.get("title") or side.get("name") or "") for side in sides if isinstance(side, dict)]
    changed = datetime.fromtimestamp(when, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Entry(place.name, tuple(filter(None, titles)), changed)
