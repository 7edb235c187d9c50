"""The start page: files that a browser sends are aligned and reviewed; what readers refuse leaves nothing behind."""

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from pages import current, expect, opened, settled

from align.project import folder
from align.review.guards import Access
from align.review.opening import Tools
from align.review.server import access_of, bind, config_of
from align.review.shelf import Shelf
from align.review.start import start_app
from align.review.uploads import PIECE

ZH = "国务院新闻办公室新闻发布会\n全省工业增加值增长5.2%。\n发电量884亿千瓦时。\n谢谢大家。\n"
EN = (
    "Press conference of the State Council Information Office\nIndustrial output grew by 5.2 percent.\n"
    "Power generation came to 8.84 billion kilowatt-hours.\nThank you.\n"
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A shelf without the encoder of word links, which the tests here do not need."""
    with Shelf(tmp_path_factory.mktemp("home") / "align", Tools()) as shelf:
        yield shelf


@pytest.fixture(scope="module")
def url(shelf: Shelf) -> Iterator[str]:
    place = bind(None, 0)
    server = uvicorn.Server(config_of(start_app(shelf, Access(csrf="token"), name="Wang Fang")))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place.socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{place.socket.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    headers = {"x-csrf-token": "token", "accept-language": "en"}
    with httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30) as client:
        yield client


def sent(client: httpx.Client, name: str, data: bytes) -> str:
    key = str(client.post("/upload", json={"name": name, "size": len(data)}).json()["key"])
    for at in range(0, len(data), PIECE):
        assert client.post(f"/upload/{key}?offset={at}", content=data[at : at + PIECE]).status_code == 200
    return key


def made(client: httpx.Client, *files: tuple[str, bytes]) -> dict[str, str]:
    job = client.post("/begin", json={"files": [sent(client, *file) for file in files], "status": "draft"}).json()[
        "job"
    ]
    for _ in range(600):
        found: dict[str, str] = client.get(f"/job/{job}").json()
        if found["state"] != "running":
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def test_two_files_become_a_project_in_a_browser(browser: object, url: str, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "发布会.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "conference.txt").write_text(EN, encoding="utf-8")
    with opened(browser, url) as page:
        expect(page.locator(".path")).to_have_text(str(shelf.home))
        page.locator("#files").set_input_files([tmp_path / "conference.txt", tmp_path / "发布会.txt"])  # in any order
        expect(page.locator(".note")).to_have_count(1, timeout=60_000)
        page.wait_for_selector("html[data-ready] body.review")
        assert "/projects/" in page.url
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        settled(page)
        expect(current(page).locator(".verdict strong")).to_have_text("fixed")
        page.get_by_role("link", name="Errata").click()
        expect(page.locator(".errata td.en").last).to_contain_text("88.4 billion")
        page.get_by_role("link", name="Back to the text").click()
        page.get_by_role("link", name="Projects").click()
        expect(page.locator(".shelf li")).to_have_count(1)
        page.locator(".shelf a").click()
        expect(page.locator("#progress")).to_contain_text("1 of 1 decided")
    (place,) = (path for path in shelf.home.iterdir() if not path.name.startswith("."))
    assert sorted(path.name for path in (place / "sources").iterdir()) == ["conference.txt", "发布会.txt"]
    assert folder.read_project(place).bitext.units[2].en_text.startswith("Power generation came to 88.4 billion")


def test_one_file_with_both_languages(client: httpx.Client, shelf: Shelf) -> None:
    lines = "".join(f"{zh}\n{en}\n" for zh, en in zip(ZH.splitlines(), EN.splitlines(), strict=True))
    found = made(client, ("双语.txt", lines.encode()))
    assert (found["state"], found["error"]) == ("done", "")
    assert client.get(found["place"].removeprefix(".")).status_code == 200
    assert folder.read_project(shelf.home / found["project"]).status == "draft"
    again = made(client, ("双语.txt", lines.encode()))
    assert again["project"] != found["project"]


def test_what_readers_refuse_is_said_and_leaves_nothing(client: httpx.Client, shelf: Shelf) -> None:
    before = sorted(shelf.home.iterdir())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 200_000_000)
    for files, reason in (
        ([("a.docx", bomb.getvalue()), ("b.txt", EN.encode())], "a.docx"),
        ([("a.txt", EN.encode()), ("b.txt", (EN + "More.\n").encode())], "expected Chinese"),
        ([("a.txt", ZH.encode())], "found one language"),
        ([("a.txt", bytes(range(256)) * 40), ("b.txt", EN.encode())], "a.txt"),
    ):
        found = made(client, *files)
        assert found["state"] == "failed"
        assert reason in found["error"]
    assert sorted(shelf.home.iterdir()) == before
    assert client.post("/upload", json={"name": "a", "size": 100_000_001}).status_code == 409


def test_a_piece_that_does_not_fit_is_refused(client: httpx.Client) -> None:
    key = client.post("/upload", json={"name": "../../a.txt", "size": 4}).json()["key"]
    assert client.post(f"/upload/{key}?offset=2", content=b"ab").status_code == 409
    assert client.post(f"/upload/{key}?offset=0", content=b"abcde").status_code == 409
    assert client.post("/begin", json={"files": [key]}).status_code == 409  # not all of it is there
    assert client.post("/upload/other?offset=0", content=b"ab").status_code == 409
    assert client.post("/upload", json={"name": "a", "size": 1}, headers={"x-csrf-token": "x"}).status_code == 403
    for name in ("nothing", "%2e%2e"):
        assert client.get(f"/projects/{name}/").status_code == 404


def test_behind_a_token_the_start_page_is_too(tmp_path: Path) -> None:
    access = access_of("127.0.0.1", "a-long-random-word-of-32-letters")
    with Shelf(tmp_path, Tools()) as shelf:
        place = bind(None, 0)
        server = uvicorn.Server(config_of(start_app(shelf, access)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place.socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        home = f"http://127.0.0.1:{place.socket.getsockname()[1]}"
        for path in ("/", "/job/x", "/projects/x/"):
            answer = httpx.get(home + path, trust_env=False)
            assert answer.status_code == 401
            assert str(tmp_path) not in answer.text
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)
