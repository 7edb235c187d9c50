"""A zip of a page with its files: the page is found, and nothing else is touched."""

import io
import zipfile

import pytest

from align.model.errors import InputError
from align.readers import parse

PAGE = "<!DOCTYPE html><p>国务院新闻办公室。<p>谢谢。".encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "members",
    [
        [("page.html", PAGE), ("page_files/ad.html", b"<p>Ad"), ("page_files/a.css", b"p{}")],
        [("site/index.html", PAGE), ("site/other.html", b"<p>x"), ("site/images/a.png", b"\x89PNG")],
        [("page.htm", PAGE), ("page.files/frame.htm", b"<p>x"), ("second.htm", b"<p>x")],
        [("__MACOSX/._a.html", b"\0\5"), ("a.html", PAGE), (".hidden.html", b"<p>x")],
        [("readme.txt", b"about"), ("a.html", PAGE)],
    ],
)
def test_the_page_is_found(members):
    source = parse(zipped(*members), "saved.zip")
    assert source.text == "国务院新闻办公室。\n\n谢谢。"
    assert source.name.startswith("saved.zip/")


def test_a_text_in_a_zip():
    assert parse(zipped(("a.zh.txt", "你好。".encode("gb18030"))), "a.zip").text == "你好。"


def test_names_in_gbk_are_shown_as_they_were():
    data = zipped(("xxxx.html", PAGE)).replace(b"xxxx.html", "实录.html".encode("gbk"))
    assert parse(data, "a.zip").name == "a.zip/实录.html"


def test_which_of_several_is_not_guessed():
    with pytest.raises(InputError, match=r"holds several texts \(a\.zh\.txt, a\.en\.txt\)"):
        parse(zipped(("a.zh.txt", b"x"), ("a.en.txt", b"y")), "a.zip")


def test_a_zip_in_a_zip_is_not_opened():
    inner = zipped(("a.html", PAGE))
    with pytest.raises(InputError, match="zip archive inside another"):
        parse(zipped(("a.txt", inner)), "a.zip")


def test_a_zip_without_a_page():
    with pytest.raises(InputError, match="without a page or a text"):
        parse(zipped(("a.png", b"x")), "a.zip")
