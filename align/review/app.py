"""The web app: which address does what. Every write answers with what is newer than the page that sent it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Depends,
    FastAPI,
    Header,
    HTTPException,
    Query,
    Request,
    Response,
)
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from align.model.errors import AlignError, InputError
from align.model.unit import SEVERITIES
from align.model.version import VERSION
from align.review import bodies, past
from align.review.beads import whole
from align.review.downloads import downloads
from align.review.guards import Access, App, Guard, guarded, guards
from align.review.messages import Interface, catalogue, interface, translator
from align.review.people import signed_in
from align.review.rendering import STATIC, asset
from align.review.replies import LANGUAGE, Language, data_of, page_of
from align.review.service import MOMENT, EditConflictError, OtherProjectError, Service
from align.review.view import STATUSES
from align.store import Conflict, Unknown

Words = Annotated[str, Query(max_length=200)]
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def create_app(
    service: Service,
    access: Access,
    *,
    chosen: Mapping[str, Guard] | None = None,
    name: str = "",
    on_shelf: bool = False,
) -> App:
    """Return the app behind its guards. ``chosen``: other guards than all of them. ``name``: the reviewer's, if known.
    ``on_shelf``: the project is one of several, which a start page lists."""
    app = FastAPI(title="align", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    _refusals(app)
    _reads(app, service, access, name, on_shelf=on_shelf)
    downloads(app, service)
    _writes(app, service)
    return guarded(app, guards(access) if chosen is None else chosen)


def static_files() -> Callable[[str], Response]:
    """Return what answers with a file of the page, read once. It raises HTTPException for an unknown one."""
    files = {file: asset(file) for file in STATIC}

    def static(file: str) -> Response:
        if file not in files:
            raise HTTPException(404)
        kind = _KINDS[file.rpartition(".")[2]]
        return Response(files[file], media_type=kind, headers={"cache-control": "no-cache"})

    return static


def choose_language(chosen: Interface) -> RedirectResponse:
    """Return to the page, in another language."""
    answer = RedirectResponse("../", 303)
    answer.set_cookie(LANGUAGE, chosen, max_age=31_536_000, samesite="strict")
    return answer


def _reads(app: FastAPI, service: Service, access: Access, name: str, *, on_shelf: bool) -> None:
    serve_static = static_files()
    store = service.store
    looking, project = asyncio.Lock(), store.info().id

    @app.get("/", response_class=HTMLResponse)
    def page(language: Language) -> HTMLResponse:
        snapshot = service.current()
        plan = service.layout(snapshot)
        first = [key for chunk in plan.chunks[:2] for key in chunk.keys]
        scorers = {card.scorer for state in snapshot.states for card in state.unit.issues}
        values = {
            "info": service.store.info(),
            "plan": plan,
            "ready": {chunk.number: service.pages.rows(snapshot, chunk.keys, language) for chunk in plan.chunks[:2]},
            "first": first,
            "revision": snapshot.revision,
            "csrf": access.csrf,
            "project": project,
            "who": signed_in.get().name or name,
            "may_sign": signed_in.get().may_sign_off,
            "on_shelf": on_shelf,
            "messages": catalogue("zh") if language == "zh" else {},
            "severities": tuple(reversed(SEVERITIES)),
            "types": bodies.TYPES,
            "statuses": STATUSES[:4],
            "scorers": sorted(scorers),
            "version": VERSION,
        }
        return page_of(service.pages.page("page.html.j2", language, values))

    @app.get("/skeleton", response_class=HTMLResponse)
    def skeleton(language: Language) -> HTMLResponse:
        plan = service.layout(service.current())
        return page_of(service.pages.page("skeleton.html.j2", language, {"plan": plan, "ready": {}}))

    @app.get("/outline")
    def outline() -> Response:
        return data_of(service.outline())

    @app.get("/rows")
    def rows(
        chunks: Annotated[str, Query(pattern="^[0-9]{1,6}(,[0-9]{1,6}){0,39}$")], first: str, language: Language
    ) -> Response:
        snapshot = service.current(age=MOMENT)
        plan, wanted = service.layout(snapshot).chunks, [int(number) for number in chunks.split(",")]
        if max(wanted) >= len(plan) or first != plan[wanted[0]].keys[0]:
            raise HTTPException(409, "layout")
        found = {number: service.pages.rows_as_json(snapshot, plan[number].keys, language) for number in wanted}
        return data_of("{{{}}}".format(",".join(f'"{number}":{rows}' for number, rows in found.items())).encode())

    @app.get("/row/{key}", response_class=HTMLResponse)
    def row(key: str, language: Language) -> HTMLResponse:
        return page_of(service.pages.row(service.current(age=MOMENT), key, language))

    @app.get("/changes")
    async def changes(since: int, language: Language, x_project: Annotated[str, Header()] = "") -> Response:
        """Asked by every open page every second: answered from memory, with one look at the store a moment for all."""
        if x_project != project:
            raise OtherProjectError(service.store.info().name)
        snapshot = service.current.known(MOMENT)
        if snapshot is None:
            async with looking:
                snapshot = await run_in_threadpool(service.current, age=MOMENT)
        return data_of(service.news(since, language, of=snapshot))

    @app.get("/search")
    def search(q: Annotated[str, Query(max_length=200)]) -> list[str]:
        return service.search(q)

    @app.get("/links/{key}")
    def links(key: str) -> list[tuple[int, int, int, int]]:
        return service.links(key)

    @app.get("/prepare/{key}", status_code=202)
    async def prepare(key: str, after: BackgroundTasks) -> None:
        after.add_task(service.prepare, key)

    @app.get("/alignment/{key}", response_class=HTMLResponse)
    def alignment(key: str, language: Language) -> HTMLResponse:
        snapshot = service.current()
        unit, place = snapshot[key].unit, snapshot.places[key]
        values = {
            "unit": unit,
            "number": snapshot.number(key),
            "key": key,
            "zh": [part for part in whole(unit, "zh", snapshot.documents[0]) if part[1]],
            "en": [part for part in whole(unit, "en", snapshot.documents[1]) if part[1]],
            "above": above if place and not (above := snapshot.states[place - 1].unit).head else None,
            "below": snapshot.states[place + 1].unit if place + 1 < len(snapshot.states) else None,
            "documents": None not in snapshot.documents,
        }
        return page_of(service.pages.page("alignment.html.j2", language, values))

    @app.get("/pattern/{key}/{issue}", response_class=HTMLResponse)
    def pattern(key: str, issue: str, language: Language) -> HTMLResponse:
        (_, zh, en), found = service.covered(key, issue)
        number = service.current().number
        values = {"zh": zh, "en": en, "found": [(number(state.key), state, issue) for state, issue in found]}
        return page_of(service.pages.page("pattern.html.j2", language, values))

    @app.get("/history/{key}", response_class=HTMLResponse)
    def history(key: str, language: Language) -> HTMLResponse:
        snapshot = service.current()
        values = {"number": snapshot.number(key), "events": past.events(store.history_of(key))}
        return page_of(service.pages.page("history.html.j2", language, values))

    @app.get("/terms", response_class=HTMLResponse)
    def terms(
        language: Language,
        zh: Words = "",
        en: Words = "",
        find: Words = "",
        by: Words = "",
        key: Words = "",
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
    ) -> HTMLResponse:
        """The dialog for terms. ``key``, ``start``, ``end``: where the Chinese was selected, whose English is found."""
        values = {
            "zh": zh,
            "en": en or (service.rendering(key, (start, end)) if key and zh else ""),
            "find": find or en,
            "by": by,
            "found": service.concordance(zh),
            "replaced": service.replacements(find, by),
            "number": service.current().number,
        }
        return page_of(service.pages.page("terms.html.j2", language, values))

    @app.get("/second", response_class=HTMLResponse)
    def second(language: Language) -> HTMLResponse:
        """The dialog for a second reader, as things stand."""
        desk, person = service.second, signed_in.get()
        values = {"offer": desk.offer, "given": desk.given, "may_ask": desk.may_ask(person)}
        return page_of(service.pages.page("second.html.j2", language, {**values, "may_name": desk.may_name(person)}))

    @app.get("/precision", response_class=HTMLResponse)
    def precision(language: Language) -> HTMLResponse:
        values = {"table": service.store.precision(), "info": service.store.info()}
        return page_of(service.pages.page("precision.html.j2", language, values))

    @app.get("/language/{chosen}")
    def language(chosen: Interface) -> RedirectResponse:
        return choose_language(chosen)

    @app.get("/session")
    def session() -> dict[str, str]:
        return {"csrf-token": access.csrf, "project": project}

    @app.get("/static/{file}")
    def static(file: str) -> Response:
        return serve_static(file)


def _writes(app: FastAPI, service: Service) -> None:
    def same(x_project: Annotated[str, Header()] = "") -> None:
        service.require(x_project)

    store, writes = service.store, APIRouter(dependencies=[Depends(same)])

    def answer(body: bodies.Write, language: Interface, more: Mapping[str, Any] | None = None) -> Response:
        return data_of(service.news(body.since, language, of=service.current(), more=more))

    @writes.post("/decide")
    def decide(body: bodies.Decide, language: Language) -> Response:
        store.decide(body.key, body.issue, body.decision, who=body.who, version=body.version, comment=body.comment)
        return answer(body, language)

    @writes.post("/decide-many")
    def decide_many(body: bodies.DecideMany, language: Language) -> Response:
        store.decide_many(body.places, body.decision, who=body.who)
        return answer(body, language)

    @writes.post("/report")
    def report(body: bodies.Report, language: Language) -> Response:
        service.report(body)
        return answer(body, language)

    @writes.post("/rate")
    def rate(body: bodies.Rate, language: Language) -> Response:
        rating = body.type, body.severity
        store.rate(body.key, body.issue, *rating, who=body.who, version=body.version, comment=body.comment)
        return answer(body, language)

    @writes.post("/edit")
    def edit(body: bodies.Edit, language: Language) -> Response:
        return answer(body, language, service.edit(body))

    @writes.post("/accept")
    def accept(body: bodies.OnIssue, language: Language) -> Response:
        return answer(body, language, service.accept(body))

    @writes.post("/dismiss")
    def dismiss(body: bodies.OnUnit, language: Language) -> Response:
        store.dismiss_conflict(body.key, who=body.who, version=body.version)
        return answer(body, language)

    @writes.post("/comment")
    def comment(body: bodies.Comment, language: Language) -> Response:
        store.comment(body.key, body.text, who=body.who)
        return answer(body, language)

    @writes.post("/lock")
    def lock(body: bodies.Switch, language: Language) -> Response:
        store.lock(body.key, body.on, who=body.who, version=body.version)
        return answer(body, language)

    @writes.post("/approve")
    def approve(body: bodies.Switch, language: Language) -> Response:
        store.approve(body.key, body.on, who=body.who, version=body.version)
        return answer(body, language)

    @writes.post("/sign")
    def sign(body: bodies.Switch, language: Language) -> Response:
        _require_chief()
        store.sign(body.key, body.on, who=body.who, version=body.version)
        return answer(body, language)

    @writes.post("/for-all")
    def for_all(body: bodies.ForAll, language: Language) -> Response:
        if body.by == "chief":
            _require_chief()
        return answer(body, language, {"count": service.sign_off(body)})

    @writes.post("/add-term")
    def add_term(body: bodies.AddTerm, language: Language) -> Response:
        service.add_rendering(body.zh, body.en, who=body.who)
        return answer(body, language)

    @writes.post("/replace")
    def replace(body: bodies.Replace, language: Language) -> Response:
        return answer(body, language, {"count": service.replace(body)})

    @writes.post("/second")
    def second(body: bodies.Second, language: Language) -> Response:
        service.second.count(body.spec, body.find, budget=body.budget, who=body.who, person=signed_in.get())
        return answer(body, language)

    @writes.post("/second-answer")
    def second_answer(body: bodies.Agree, language: Language) -> Response:
        service.second.answer(agreed=body.on, person=signed_in.get())
        return answer(body, language)

    @writes.post("/align")
    def align(body: bodies.Change, language: Language) -> Response:
        key = service.realigned(body)
        return answer(body, language, {"key": key})

    @writes.post("/suppress")
    def suppress(body: bodies.Pattern, language: Language) -> Response:
        service.suppress(body)
        return answer(body, language)

    @writes.post("/term")
    def term(body: bodies.Pattern, language: Language) -> Response:
        service.add_term(body)
        return answer(body, language)

    @writes.post("/undo")
    def undo(body: bodies.Write, language: Language) -> Response:
        before = store.revision()
        what = store.undo(who=body.who)
        service.check_later()
        touched = [] if what is None else [s.key for s in service.current().states if s.version > before]
        return answer(body, language, {"undone": what, "touched": touched})

    app.include_router(writes)


class NotChiefError(AlignError):
    """Somebody who signed in with the reviewers' token wants to sign off."""


def _require_chief() -> None:
    if not signed_in.get().may_sign_off:
        raise NotChiefError("Only a chief editor can sign off: sign in with the chief editors' token.")


def _refusals(app: FastAPI) -> None:
    """Turn errors into responses that the page can show. Nothing was stored in any of them."""

    @app.exception_handler(OtherProjectError)
    def other(request: Request, error: OtherProjectError) -> JSONResponse:
        return JSONResponse({"error": "other project", "name": error.name}, 409)

    @app.exception_handler(EditConflictError)
    def clash(request: Request, error: EditConflictError) -> JSONResponse:
        who, when = error.conflict.who, error.conflict.when
        told = {"error": "conflict", "who": who, "when": when, "theirs": error.theirs, "both": error.both}
        return JSONResponse(told, 409)

    @app.exception_handler(Conflict)
    def conflict(request: Request, error: Conflict) -> JSONResponse:
        return JSONResponse({"error": "conflict", "who": error.who, "when": error.when}, 409)

    @app.exception_handler(Unknown)
    def unknown(request: Request, error: Unknown) -> JSONResponse:
        return JSONResponse({"error": "unknown"}, 404)

    def refused(request: Request, error: Exception) -> JSONResponse:
        chosen = interface(request.cookies.get(LANGUAGE), request.headers.get("accept-language", ""))
        reason = error.reason if isinstance(error, InputError) else str(error)
        return JSONResponse({"error": translator(chosen)(reason)}, 422)

    app.add_exception_handler(AlignError, refused)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        """Say what is wrong, and not the value: NaN and half an emoji are no JSON."""
        found = [
            f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()
        ]
        return JSONResponse({"error": "; ".join(found[:3]).encode("ascii", "backslashreplace").decode()}, 422)
