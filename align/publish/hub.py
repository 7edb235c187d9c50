"""Publishes to the Hugging Face Hub: one commit per revision, on top of the expected parent, or nothing.

``Dataset.push_to_hub`` makes a commit for each configuration and takes no parent, so a reader may see half a revision,
and work that others pushed in between is overwritten. Here the whole data set is built first, large files are uploaded
(the Hub keeps those that arrived, so a second attempt sends only the rest), and a single commit names its parent.

The Hub's client finds the token itself, from the environment (``HF_TOKEN``) or ``hf auth login``. It is never an
argument, and responses of a server are not repeated, since they may contain what was sent.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.model.errors import AlignError, InputError
from align.model.parts import part_name
from align.model.progress import Progress, silent
from align.project.atomic import remove_abandoned
from align.project.seal import state_folder
from align.publish import history
from align.publish.build import Built, Target, build
from align.publish.settings import CONFIGS, Settings
from align.publish.staging import Load

if TYPE_CHECKING:
    from huggingface_hub import HfApi

OURS = (*(f"{config}/" for config in CONFIGS), "figures/")
_REASONS = {
    401: "the Hub does not accept the token; set HF_TOKEN or run: hf auth login",
    403: "the token has no permission to write there",
    404: "no such data set, or the token has no permission to read it",
    409: "the repository changed while publishing; run the command again",
    412: "somebody published in the meantime; look at the data set and run the command again",
}


class UploadError(AlignError):
    """The Hub refused, failed or could not be reached. Nothing was committed, unless the message says so."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A branch of a data set on the Hub. ``parent``: the commit that the publisher has seen and wants to replace."""

    repo_id: str
    revision: str = "main"
    private: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The published revision. ``commit``: its id; ``url``: its web page; ``tag``: its name on the Hub."""

    built: Built
    commit: str
    url: str
    tag: str


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a branch: its commit, "" without a repository; true if the branch exists; its files."""

    commit: str = ""
    branch: bool = False
    files: tuple[str, ...] = ()


def to_hub(
    projects: Mapping[str, Load],
    settings: Settings,
    destination: Destination,
    *,
    date: str,
    groups: Mapping[str, str] | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Published:
    """Publish projects as a new revision of a data set, which is created if necessary.

    Raises UploadError if the Hub refuses, and if the branch is at a commit that this machine has not published and
    should not replace (``destination.parent``); InputError as :func:`align.publish.build.build` does.
    """
    from huggingface_hub import HfApi, HfFileSystem

    api = HfApi(library_name="align")
    with _plain_errors(destination.repo_id):
        user = api.whoami()["name"]
        repo_id = destination.repo_id if "/" in destination.repo_id else f"{user}/{destination.repo_id}"
        head = _head(api, repo_id, destination.revision)
        previous = None
        if head.commit and history.MANIFEST in head.files:
            files = HfFileSystem(endpoint=api.endpoint, use_listings_cache=False, skip_instance_cache=True)
            previous = history.read_previous(files, f"datasets/{repo_id}@{head.commit}")
    memory = _Memory(f"{api.endpoint} {repo_id} {destination.revision}")
    _refuse_newer(head, previous, memory, destination)
    with _scratch() as place:
        target = Target(repo_id, date, previous, str(api.endpoint))
        new = place / "new"
        built = build(projects, settings, target, folder=new, groups=groups, workers=workers, progress=progress)
        if not built.unchanged:
            memory.write(head.commit, pending=built.fingerprint)
            progress("uploading", 0, 1)
            with _plain_errors(repo_id):
                commit = _commit(api, repo_id, destination, head, built)
            progress("uploading", 1, 1)
        else:
            commit = head.commit
    memory.write(commit)
    tag = tag_of(destination.revision, built.revision.number - built.unchanged)
    with _plain_errors(repo_id):  # also of what was published before, as the last tag may not have arrived
        api.create_tag(repo_id, tag=tag, revision=commit, repo_type="dataset", exist_ok=True)
    return Published(built, commit, f"{api.endpoint}/datasets/{repo_id}", tag)


def tag_of(branch: str, number: int) -> str:
    """Return the tag of a revision, which papers can name.

    >>> tag_of("main", 3), tag_of("clean", 4)
    ('revision-3', 'clean-revision-4')
    """
    return f"revision-{number}" if branch == "main" else f"{branch}-revision-{number}"


def _head(api: "HfApi", repo_id: str, revision: str) -> Head:
    from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

    try:
        info = api.dataset_info(repo_id, revision=revision)
    except RevisionNotFoundError:  # a new branch starts from main
        info = api.dataset_info(repo_id)
        return Head(str(info.sha or ""), False, tuple(file.rfilename for file in info.siblings or ()))
    except RepositoryNotFoundError:
        return Head()
    return Head(str(info.sha or ""), True, tuple(file.rfilename for file in info.siblings or ()))


def _refuse_newer(head: Head, previous: history.Previous | None, memory: "_Memory", to: Destination) -> None:
    """Raise UploadError if the branch has a commit that this machine neither published nor should replace."""
    if not head.branch or not set(head.files) - {".gitattributes"}:
        return  # a new branch replaces nothing
    if to.parent:
        if head.commit.startswith(to.parent):
            return
        raise UploadError(f"{to.repo_id}: {to.revision} is at {head.commit}, not at {to.parent} (--parent)")
    if head.commit == memory.commit or (previous is not None and previous.fingerprint == memory.pending):
        return  # the second: the commit arrived, but not the response
    known = f"this machine published {memory.commit}" if memory.commit else "which this machine did not publish"
    raise UploadError(
        f"{to.repo_id}: {to.revision} is at {head.commit}; {known}. Look at it; to replace it: --parent {head.commit}"
    )


def _commit(api: "HfApi", repo_id: str, to: Destination, head: Head, built: Built) -> str:
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    parent = head.commit
    if not parent:
        api.create_repo(repo_id, repo_type="dataset", private=to.private)
        parent = str(api.dataset_info(repo_id).sha)
    if not head.branch and to.revision != "main":
        api.create_branch(repo_id, branch=to.revision, repo_type="dataset", revision=parent)
    stale = [path for path in head.files if path.startswith(OURS) and path not in built.files]
    operations: list[CommitOperationAdd | CommitOperationDelete] = [
        *(CommitOperationAdd(path, str(built.folder / path)) for path in built.files),
        *(CommitOperationDelete(path) for path in stale),
    ]
    shown = not are_progress_bars_disabled()
    disable_progress_bars()
    try:
        done = api.create_commit(
            repo_id,
            operations,
            commit_message=f"Revision {built.revision.number}",
            commit_description=_summary(built.revision),
            repo_type="dataset",
            revision=to.revision,
            parent_commit=parent,
        )
    finally:
        if shown:
            enable_progress_bars()
    return str(done.oid)


def _summary(revision: history.Revision) -> str:
    return (
        f"{revision.pairs} pairs: {revision.added} added, {revision.removed} removed, {revision.changed} changed. "
        f"Written by {revision.generator}."
    )


@contextmanager
def _plain_errors(repo_id: str) -> Iterator[None]:
    """Turn errors of the Hub's client into an UploadError that says what to do, without quoting the server's answer.

    Network errors are those of the underlying HTTP library, which differs between major versions of the client (httpx,
    then httpx2); so they are recognised by the base class that they share with the client's own error.
    """
    from huggingface_hub.errors import HfHubHTTPError, LocalTokenNotFoundError

    bases = tuple(base for base in HfHubHTTPError.__bases__ if issubclass(base, Exception))
    told: tuple[type[Exception], ...] = (*bases, OSError, RuntimeError, ValueError)
    try:
        yield
    except AlignError:
        raise
    except LocalTokenNotFoundError:
        raise UploadError(f"{repo_id}: not logged in; set HF_TOKEN or run: hf auth login") from None
    except told as error:
        raise UploadError(f"{repo_id}: {_reason(error)}") from None


def _reason(error: BaseException) -> str:
    status = None
    at: BaseException | None = error
    while at is not None and status is None:  # a failed upload of one file wraps the response of the server
        status = getattr(getattr(at, "response", None), "status_code", None)
        at = at.__cause__ or at.__context__
    if status in _REASONS:
        return _REASONS[status]
    if status is not None:
        return f"the Hub answered {status}. Run the command again: uploaded files are not sent again"
    return f"the Hub could not be reached ({type(error).__name__}). Run the command again: uploaded files are kept"


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder for the length of the block; those that killed publishers left are removed."""
    place = Path(tempfile.gettempdir()) / part_name("align-publish")
    remove_abandoned(place.parent)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


class _Memory:
    """The last commit of this machine to a place, in the user's state folder; ``pending``: sent, without response."""

    def __init__(self, key: str) -> None:
        self._path, self._key = state_folder() / "published.json", key
        entry = self._all().get(key, {})
        self.commit, self.pending = str(entry.get("commit", "")), str(entry.get("pending", ""))

    def write(self, commit: str, *, pending: str = "") -> None:
        """Record a commit. Two simultaneous publishers may lose one entry, about which the user is then asked."""
        from align.project.atomic import write_files

        record = {**self._all(), self._key: {"commit": commit, "pending": pending}}
        write_files(self._path.parent, {self._path.name: json.dumps(record, indent=1) + "\n"})

    def _all(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8"))) if self._path.exists() else {}
        except (OSError, ValueError) as error:
            raise InputError(str(self._path), f"cannot be read ({error}); delete it to start again") from None
