"""What the routes share: the language of the page that asks, and answers that no browser keeps."""

from typing import Annotated

from fastapi import Cookie, Depends, Header, Response
from fastapi.responses import HTMLResponse

from align.review.messages import Interface, interface

LANGUAGE = "align-language"


async def _language(
    accept_language: Annotated[str, Header()] = "", chosen: Annotated[str | None, Cookie(alias=LANGUAGE)] = None
) -> Interface:
    return interface(chosen, accept_language)


Language = Annotated[Interface, Depends(_language)]
"""The language of the page that asks."""


def file_of(text: str, kind: str, name: str) -> Response:
    """Return a text file to be saved."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text.encode(), media_type=f"{kind}; charset=utf-8", headers=headers)


def data_of(text: bytes) -> Response:
    """Return JSON."""
    return Response(text, media_type="application/json", headers={"cache-control": "no-store"})


def page_of(text: str) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(text, headers={"cache-control": "no-store"})
