"""The start page, for whoever has no terminal: it takes files, shows how far they are, and leads to each project.

``/`` is the page; a project is served below ``/projects/NAME/`` by the app that serves it alone otherwise. All stand
behind the same guards, and share the token of writes. Files come in pieces (:mod:`align.review.uploads`).
"""

import asyncio
from dataclasses import asdict
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from align.model.bitext import Status
from align.model.errors import AlignError, InputError
from align.model.version import VERSION
from align.review import app as pages
from align.review.guards import Access, App, Receive, Scope, Send, guarded, guards
from align.review.messages import Interface, catalogue, interface, translator
from align.review.people import signed_in
from align.review.rendering import Pages
from align.review.replies import LANGUAGE, Language, page_of
from align.review.shelf import Shelf
from align.review.uploads import PIECE, UploadError

PROJECTS = "/projects/"
Key = Annotated[str, Field(min_length=1, max_length=100)]


class NewFile(BaseModel):
    """A file that is going to be sent."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=1000)]
    size: int


class Begin(BaseModel):
    """Files to be aligned, one or two; the standing of the English."""

    model_config = ConfigDict(extra="forbid")
    files: Annotated[list[Key], Field(min_length=1, max_length=2)]
    status: Status = "published"


def start_app(shelf: Shelf, access: Access, *, name: str = "") -> App:
    """Return the app of the start page and of all projects on a shelf, behind the guards."""
    app = FastAPI(title="align", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    _routes(app, shelf, access, name)
    return guarded(_Projects(app, shelf, access, name), guards(access))


class _Projects:
    """Sends a request below ``/projects/NAME/`` to the app of that project, made at the first, any other to ours."""

    def __init__(self, app: App, shelf: Shelf, access: Access, name: str) -> None:
        self._app, self._shelf, self._access, self._name = app, shelf, access, name
        self._made: dict[str, App] = {}
        self._making = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith(PROJECTS):
            return await self._app(scope, receive, send)
        name, slash, rest = path.removeprefix(PROJECTS).partition("/")
        if not slash:
            return await RedirectResponse(f"{PROJECTS}{quote(name)}/", 307)(scope, receive, send)
        try:
            app = await self._of(name)
        except KeyError:
            return await HTMLResponse("There is no such project.", 404)(scope, receive, send)
        except InputError as error:
            return await HTMLResponse(_escaped(error.reason), 409)(scope, receive, send)
        inner = {**scope, "path": f"/{rest}", "raw_path": quote(f"/{rest}").encode()}
        return await app(inner, receive, send)

    async def _of(self, name: str) -> App:
        if name not in self._made:
            async with self._making:
                service = await run_in_threadpool(self._shelf.service, name)
                self._made[name] = pages.create_app(service, self._access, chosen={}, name=self._name, on_shelf=True)
        return self._made[name]


def _routes(app: FastAPI, shelf: Shelf, access: Access, name: str) -> None:
    rendered = Pages()
    serve_static, serve_language = pages.static_files(), pages.choose_language

    @app.get("/", response_class=HTMLResponse)
    def start(language: Language) -> HTMLResponse:
        values = {
            "entries": shelf.entries(),
            "home": str(shelf.home),
            "csrf": access.csrf,
            "who": signed_in.get().name or name,
            "messages": catalogue("zh") if language == "zh" else {},
            "version": VERSION,
            "piece": PIECE,
        }
        return page_of(rendered.page("start.html.j2", language, values))

    @app.post("/upload")
    def upload(body: NewFile) -> dict[str, str]:
        return {"key": shelf.uploads.begin(body.name, body.size)}

    @app.post("/upload/{key}")
    async def piece(key: str, offset: Annotated[int, Query(ge=0)], request: Request) -> dict[str, int]:
        data = await request.body()
        await run_in_threadpool(shelf.uploads.add, key, offset, data)
        return {"taken": offset + len(data)}

    @app.post("/begin", status_code=202)
    def begin(body: Begin) -> dict[str, str]:
        return {"job": shelf.begin(body.files, body.status)}

    @app.get("/job/{key}")
    def job(key: str, language: Language) -> JSONResponse:
        if key not in shelf.jobs:
            raise HTTPException(404)
        found, t = shelf.jobs[key], translator(language)
        place = f".{PROJECTS}{quote(found.project)}/" if found.project else ""
        said = {**asdict(found), "stage": t(found.stage), "error": t(found.error), "place": place}
        return JSONResponse(said, headers={"cache-control": "no-store"})

    @app.post("/job/{key}/stop")
    def stop(key: str) -> None:
        if key in shelf.jobs:
            shelf.jobs[key].cancelled = True

    @app.get("/language/{chosen}")
    def language(chosen: Interface) -> RedirectResponse:
        return serve_language(chosen)

    @app.get("/static/{file}")
    def static(file: str) -> Response:
        return serve_static(file)

    def refused(request: Request, error: Exception) -> JSONResponse:
        chosen = interface(request.cookies.get(LANGUAGE), request.headers.get("accept-language", ""))
        return JSONResponse({"error": translator(chosen)(str(error))}, 409 if isinstance(error, UploadError) else 422)

    app.add_exception_handler(AlignError, refused)


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
