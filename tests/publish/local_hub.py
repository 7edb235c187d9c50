"""A Hub that speaks the real protocol on loopback, over repositories in memory, for the real clients.

It knows what pushing, loading and streaming data sets need: whoami, creating repositories and branches, preupload, LFS
batch, upload and verification, commits as ndjson with a parent, repository information, trees, paths, refs, commits,
resolving with redirects to large files, and ranges. It asks for a token wherever something is written, as the Hub does,
and it repeats the token that it was sent in every refusal, as a careless server might.

``fail`` makes it fail on purpose, ``lose_answers`` makes commits whose answer does not arrive; ``requests`` is what it
was asked, ``warnings`` what it had to say about cards. Xet is not spoken: HF_HUB_DISABLE_XET=1.
"""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import yaml
from publish.repositories import Commit, File, Refused, Repository

TOKEN = "hf_localGoodTokenForTheTests0123456789"
USER = "tester"
LFS_SUFFIXES = (".parquet", ".png", ".arrow")


class LocalHub:
    """The server; use it as a context manager. ``url`` is what HF_ENDPOINT takes."""

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.large: dict[str, bytes] = {}
        self.requests: list[tuple[str, str]] = []
        self.warnings: list[str] = []
        self.lose_answers = False
        self.fail: Callable[[str, str], int | None] = lambda method, path: None
        hub = self

        class Handler(_Handler):
            pass

        Handler.hub = hub
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "LocalHub":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def head(self, repo_id: str, branch: str = "main") -> Commit:
        return self.repositories[repo_id].branches[branch]

    def edit(self, repo_id: str, path: str, content: bytes) -> Commit:
        """What somebody else does in the browser."""
        files = {**self.head(repo_id).files, path: File(content, False)}
        return self.repositories[repo_id].commit("main", f"Edit {path}", files)

    def count(self, method: str, part: str) -> int:
        """How many requests there were of a kind."""
        return sum(m == method and part in path for m, path in self.requests)


class _Handler(BaseHTTPRequestHandler):
    hub: LocalHub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer("GET")

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        path, self.query = unquote(parts.path), parse_qs(parts.query)
        body = self._body()
        self.hub.requests.append((method, path))
        try:
            status = self.hub.fail(method, path)
            if status is not None:
                raise Refused(status, "", "failing on purpose")
            for wanted, pattern, handler in ROUTES:
                match = re.fullmatch(pattern, path)
                if match and method in wanted:
                    handler(self, body, *match.groups())
                    return
            raise Refused(404, "", f"no such address {method} {path}")
        except Refused as refusal:
            echo = f"{refusal.message} (you sent {self.headers.get('Authorization', 'no token')})"
            headers = {"X-Error-Message": echo, **({"X-Error-Code": refusal.code} if refusal.code else {})}
            self.send_json({"error": echo}, status=refusal.status, headers=headers)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            out = b""
            while size := int(self.rfile.readline(), 16):
                out += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return out
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def user(self, *, required: bool = True) -> str | None:
        sent = self.headers.get("Authorization")
        if sent == f"Bearer {TOKEN}":
            return USER
        if sent is not None or required:
            raise Refused(401, "", "Invalid username or password.")
        return None

    def repository(self, repo_id: str, *, write: bool = False) -> Repository:
        user = self.user(required=write)
        found = self.hub.repositories.get(repo_id)
        if found is None or (found.private and user is None):
            raise Refused(404 if user else 401, "RepoNotFound", "Repository not found")
        if write and repo_id.split("/")[0] != USER:
            raise Refused(403, "", "You don't have the rights")
        return found

    def commit(self, repo_id: str, revision: str) -> Commit:
        found = self.repository(repo_id).find(revision)
        if found is None:
            raise Refused(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return found

    def send_json(self, value: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_bytes(json.dumps(value).encode(), status=status, headers=headers, kind="application/json")

    def send_bytes(self, data: bytes, *, status: int = 200, headers: dict[str, str] | None = None, kind: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def send_ranged(self, data: bytes, headers: dict[str, str]) -> None:
        asked = re.fullmatch(r"bytes=([0-9]+)-([0-9]*)", self.headers.get("Range", ""))
        headers = {"Accept-Ranges": "bytes", **headers}
        if not asked:
            self.send_bytes(data, headers=headers, kind="application/octet-stream")
            return
        start, end = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
        if start >= len(data):
            raise Refused(416, "", "range not satisfiable")
        headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
        self.send_bytes(data[start : end + 1], status=206, headers=headers, kind="application/octet-stream")

    # What it answers, in the order of a push.

    def whoami(self, _: bytes) -> None:
        name = self.user()
        self.send_json({"type": "user", "name": name, "orgs": [], "auth": {"accessToken": {"role": "write"}}})

    def create(self, body: bytes) -> None:
        self.user()
        wanted = json.loads(body)
        repo_id = f"{wanted.get('organization') or USER}/{wanted['name']}"
        if repo_id.split("/")[0] != USER:
            raise Refused(403, "", "You don't have the rights to create a dataset under this namespace")
        if repo_id in self.hub.repositories:
            self.send_json({"url": f"{self.hub.url}/datasets/{repo_id}", "error": "exists"}, status=409)
            return
        made = Repository(private=bool(wanted.get("private") or wanted.get("visibility") == "private"), branches={})
        made.commit("main", "initial commit", {".gitattributes": File(b"*.parquet filter=lfs\n", False)})
        self.hub.repositories[repo_id] = made
        self.send_json({"url": f"{self.hub.url}/datasets/{repo_id}", "name": repo_id, "id": "1"})

    def branch(self, body: bytes, repo_id: str, branch: str) -> None:
        found = self.repository(repo_id, write=True)
        if branch in found.branches:
            raise Refused(409, "", "Reference already exists")
        start = found.find(json.loads(body or b"{}").get("startingPoint") or "main")
        assert start is not None
        found.branches[branch] = start
        self.send_json({})

    def tag(self, body: bytes, repo_id: str, revision: str) -> None:
        found, name = self.repository(repo_id, write=True), json.loads(body)["tag"]
        if name in found.tags:
            raise Refused(409, "", "Reference already exists")
        found.tags[name] = self.commit(repo_id, revision)
        self.send_json({})

    def validate(self, body: bytes) -> None:
        content = json.loads(body)["content"]
        head = re.match(r"---\n(.*?)\n---\n", content, re.DOTALL)
        data = yaml.safe_load(head[1]) if head else {}
        warnings = [f'empty or missing "{key}"' for key in ("license", "language", "pretty_name") if not data.get(key)]
        fits = re.compile(r"n<1K|n>1T|[0-9]+[KMB]<n<[0-9]+[KMBT]").fullmatch
        warnings += [f"size_categories: {size}" for size in data.get("size_categories", ()) if not fits(size)]
        unknown = set(data) - KNOWN
        warnings += [f"unknown field {key}" for key in sorted(unknown)]
        self.hub.warnings += warnings
        self.send_json({"errors": [], "warnings": [{"message": warning} for warning in warnings]})

    def preupload(self, body: bytes, repo_id: str, revision: str) -> None:
        self.repository(repo_id, write=True)
        there = self.commit(repo_id, revision).files
        files = []
        for wanted in json.loads(body)["files"]:
            path = wanted["path"]
            base64.b64decode(wanted["sample"], validate=True)
            lfs = path.endswith(LFS_SUFFIXES)
            old = there.get(path)
            oid = (old.sha256 if old.lfs else old.oid) if old else None
            files.append({"path": path, "uploadMode": "lfs" if lfs else "regular", "shouldIgnore": False, "oid": oid})
        self.send_json({"files": files, "commitOid": self.commit(repo_id, revision).sha})

    def batch(self, body: bytes, repo_id: str) -> None:
        self.repository(repo_id, write=True)
        objects = []
        for wanted in json.loads(body)["objects"]:
            out = {"oid": wanted["oid"], "size": wanted["size"]}
            if wanted["oid"] not in self.hub.large:
                verify = {"href": f"{self.hub.url}/lfs/verify/{wanted['oid']}"}
                out["actions"] = {"upload": {"href": f"{self.hub.url}/lfs/{wanted['oid']}"}, "verify": verify}
            objects.append(out)
        self.send_json({"transfer": "basic", "objects": objects})

    def upload(self, body: bytes, oid: str) -> None:
        if hashlib.sha256(body).hexdigest() != oid:
            raise Refused(400, "", "not what was announced")
        self.hub.large[oid] = body
        self.send_bytes(b"", kind="text/plain")

    def verify(self, body: bytes, oid: str) -> None:
        self.user()
        if len(self.hub.large.get(oid, b"")) != json.loads(body)["size"]:
            raise Refused(404, "", "not there")
        self.send_json({})

    def commit_files(self, body: bytes, repo_id: str, branch: str) -> None:
        found = self.repository(repo_id, write=True)
        head = found.branches.get(branch)
        if head is None:
            raise Refused(404, "RevisionNotFound", f"Invalid rev id: {branch}")
        files, title = dict(head.files), ""
        for line in body.splitlines():
            item = json.loads(line)
            value = item["value"]
            match item["key"]:
                case "header":
                    title = value["summary"]
                    if value.get("parentCommit", head.sha) != head.sha:
                        raise Refused(412, "", "A commit has happened since. Please refresh and try again.")
                case "file":
                    files[value["path"]] = File(base64.b64decode(value["content"]), False)
                case "lfsFile":
                    if value["oid"] not in self.hub.large:
                        raise Refused(400, "", "LFS pointer to a file that was not uploaded")
                    files[value["path"]] = File(self.hub.large[value["oid"]], True)
                case "deletedFile":
                    if files.pop(value["path"], None) is None:
                        raise Refused(404, "EntryNotFound", "A file with this name doesn't exist")
                case key:
                    raise Refused(400, "", f"unknown operation {key}")
        made = found.commit(branch, title, files)
        if self.hub.lose_answers:
            raise Refused(504, "", "gateway timeout")
        url = f"{self.hub.url}/datasets/{repo_id}/commit/{made.sha}"
        self.send_json({"success": True, "commitOid": made.sha, "commitUrl": url})

    # What it answers to readers.

    def information(self, _: bytes, repo_id: str, revision: str | None = None) -> None:
        found, commit = self.repository(repo_id), self.commit(repo_id, revision or "main")
        siblings = [{"rfilename": path} for path in sorted(commit.files)]
        self.send_json(
            {
                "_id": "1",
                "id": repo_id,
                "author": repo_id.split("/")[0],
                "sha": commit.sha,
                "siblings": siblings,
                "private": found.private,
                "gated": False,
                "disabled": False,
                "tags": [],
                "downloads": 0,
                "likes": 0,
                "lastModified": "2026-01-01T00:00:00.000Z",
                "createdAt": "2026-01-01T00:00:00.000Z",
            }
        )

    def refs(self, _: bytes, repo_id: str) -> None:
        found = self.repository(repo_id)
        branches = [
            {"name": name, "ref": f"refs/heads/{name}", "targetCommit": commit.sha}
            for name, commit in found.branches.items()
        ]
        self.send_json({"branches": branches, "tags": [], "converts": []})

    def commits(self, _: bytes, repo_id: str, revision: str) -> None:
        out, at = [], self.commit(repo_id, revision)
        while at is not None:
            date = "2026-01-01T00:00:00.000Z"
            out.append({"id": at.sha, "title": at.title, "message": "", "authors": [], "date": date})
            at = at.parent
        self.send_json(out)

    def tree(self, _: bytes, repo_id: str, revision: str, under: str | None = None) -> None:
        files = self.commit(repo_id, revision).files
        prefix = f"{under.strip('/')}/" if under and under.strip("/") else ""
        deep = self.query.get("recursive", ["false"])[0].lower() == "true"
        inside = {path: file for path, file in files.items() if path.startswith(prefix)}
        if prefix and not inside:
            raise Refused(404, "EntryNotFound", f"{under} does not exist")
        folders = set()
        for path in inside:
            steps = path.removeprefix(prefix).split("/")[:-1]
            folders |= {prefix + "/".join(steps[: k + 1]) for k in range(len(steps) if deep else min(1, len(steps)))}
        shown = {path: file for path, file in inside.items() if deep or "/" not in path.removeprefix(prefix)}
        out = [{"type": "directory", "path": path, "oid": "0" * 40, "size": 0} for path in sorted(folders)]
        self.send_json(out + [file.record(path) for path, file in sorted(shown.items())])

    def paths(self, body: bytes, repo_id: str, revision: str) -> None:
        files = self.commit(repo_id, revision).files
        kind = self.headers.get("Content-Type", "")
        asked = json.loads(body)["paths"] if "json" in kind else parse_qs(body.decode()).get("paths", [])
        out = []
        for path in asked:
            if path in files:
                out.append(files[path].record(path))
            elif any(other.startswith(f"{path}/") for other in files):
                out.append({"type": "directory", "path": path, "oid": "0" * 40, "size": 0})
        self.send_json(out)

    def resolve(self, _: bytes, repo_id: str, revision: str, path: str) -> None:
        commit = self.commit(repo_id, revision)
        file = commit.files.get(path)
        headers = {"X-Repo-Commit": commit.sha}
        if file is None:
            raise Refused(404, "EntryNotFound", "Entry not found")
        if not file.lfs:
            self.send_ranged(file.content, {**headers, "ETag": f'"{file.oid}"'})
            return
        headers |= {"X-Linked-Etag": f'"{file.sha256}"', "X-Linked-Size": str(len(file.content))}
        # Large files come from another host: the client takes a redirect to the same one for a repository that moved.
        headers["Location"] = f"{self.hub.url.replace('127.0.0.1', 'localhost')}/large/{file.sha256}"
        self.send_bytes(b"", status=302, headers=headers, kind="text/plain")

    def deliver(self, _: bytes, oid: str) -> None:
        self.send_ranged(self.hub.large[oid], {"ETag": f'"{oid}"'})


KNOWN = frozenset(
    (
        "language",
        "license",
        "license_name",
        "license_link",
        "pretty_name",
        "multilinguality",
        "task_categories",
        "size_categories",
        "tags",
        "dataset_info",
        "configs",
        "annotations_creators",
        "language_creators",
        "source_datasets",
        "task_ids",
        "config_names",
        "paperswithcode_id",
        "train-eval-index",
    )
)
_REPO, _REVISION, _REST = r"([\w.-]+/[\w.-]+)", r"([^/]+)", r"(.+)"
ROUTES: tuple[tuple[tuple[str, ...], str, Callable[..., None]], ...] = (
    (("GET",), "/api/whoami-v2", _Handler.whoami),
    (("POST",), "/api/repos/create", _Handler.create),
    (("POST",), "/api/validate-yaml", _Handler.validate),
    (("POST",), f"/api/datasets/{_REPO}/branch/{_REST}", _Handler.branch),
    (("POST",), f"/api/datasets/{_REPO}/tag/{_REVISION}", _Handler.tag),
    (("POST",), f"/api/datasets/{_REPO}/preupload/{_REVISION}", _Handler.preupload),
    (("POST",), f"/datasets/{_REPO}\\.git/info/lfs/objects/batch", _Handler.batch),
    (("POST",), "/lfs/verify/([0-9a-f]{64})", _Handler.verify),
    (("PUT",), "/lfs/([0-9a-f]{64})", _Handler.upload),
    (("POST",), f"/api/datasets/{_REPO}/commit/{_REVISION}", _Handler.commit_files),
    (("GET", "HEAD"), f"/api/datasets/{_REPO}", _Handler.information),
    (("GET", "HEAD"), f"/api/datasets/{_REPO}/revision/{_REST}", _Handler.information),
    (("GET",), f"/api/datasets/{_REPO}/refs", _Handler.refs),
    (("GET",), f"/api/datasets/{_REPO}/commits/{_REVISION}", _Handler.commits),
    (("GET",), f"/api/datasets/{_REPO}/tree/{_REVISION}(/.*)?", _Handler.tree),
    (("POST",), f"/api/datasets/{_REPO}/paths-info/{_REVISION}", _Handler.paths),
    (("GET", "HEAD"), f"/datasets/{_REPO}/resolve/{_REVISION}/{_REST}", _Handler.resolve),
    (("GET", "HEAD"), "/large/([0-9a-f]{64})", _Handler.deliver),
)
