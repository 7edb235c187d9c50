"""The pages of errata, scorecard and exports, and the files that they offer, each in the language of the page or of the
link."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Query, Response
from fastapi.responses import HTMLResponse

from align.exporters import EXPORTERS, errata, scorecard
from align.review.messages import Interface, words_of
from align.review.replies import Language, file_of, page_of
from align.review.service import Service

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloads(app: FastAPI, service: Service) -> None:
    """Add the routes of what is taken away from the page."""
    store = service.store

    @app.get("/errata", response_class=HTMLResponse)
    def errata_page(language: Language) -> HTMLResponse:
        keys = {state.unit.id: state.key for state in service.current().states}
        values = {
            "errata": [
                (erratum, keys.get(erratum.id, ""), *errata.marked(erratum))
                for erratum in errata.errata(service.store.bitext())
            ],
            "name": service.store.info().name,
            "status": store.project().status,
        }
        return page_of(service.pages.page("errata_page.html.j2", language, values))

    @app.get("/scorecard", response_class=HTMLResponse)
    def card(language: Language, most: Annotated[float, Query(ge=0, le=1000)] = scorecard.MOST) -> HTMLResponse:
        values = {"card": scorecard.scorecard(service.store.bitext(), most=most), "name": service.store.info().name}
        return page_of(service.pages.page("scorecard_page.html.j2", language, values))

    @app.get("/scorecard.{kind}")
    def cardfile_of(
        kind: Literal["html", "xlsx"],
        language: Language,
        most: Annotated[float, Query(ge=0, le=1000)] = scorecard.MOST,
    ) -> Response:
        project, words = service.store.project(), words_of(language)
        if kind == "html":
            return file_of(scorecard.render_page(project, most=most, words=words), "text/html", "scorecard.html")
        headers = {"content-disposition": 'attachment; filename="scorecard.xlsx"', "cache-control": "no-store"}
        workbook = scorecard.render_workbook(project, most=most, words=words)
        return Response(workbook, media_type=_XLSX, headers=headers)

    @app.get("/exports", response_class=HTMLResponse)
    def exports(language: Language) -> HTMLResponse:
        values = {"formats": EXPORTERS, "name": service.store.info().name}
        return page_of(service.pages.page("exports_page.html.j2", language, values))

    @app.get("/exports/{format}")
    def exported(format: str, language: Interface = "en") -> Response:
        if format not in EXPORTERS:
            raise HTTPException(404)
        name, data = service.export(format, language)
        disposition = f"attachment; filename*=UTF-8''{quote(name)}"
        headers = {"content-disposition": disposition, "cache-control": "no-store"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    @app.get("/errata.tsv")
    def errata_table(language: Language) -> Response:
        text = errata.render_list(service.store.project(), words_of(language))
        return file_of(text, "text/tab-separated-values", "errata.tsv")

    @app.get("/errata.html")
    def errata_document(language: Language) -> Response:
        return file_of(errata.render_errata(service.store.project(), words_of(language)), "text/html", "errata.html")
