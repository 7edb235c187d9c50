"""Each guard: the attack fails with it, and succeeds in an app from which it was taken out."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from markupsafe import Markup
from review_server import Running, running

from align.model.bitext import Bitext, Project
from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.review import connections
from align.review.guards import MOST_BYTES, MOST_WRONG, Access
from align.review.people import Person
from align.review.server import access_of, token_of
from align.store import Store

TOKEN = "a-long-random-word-of-32-letters"
COMMENT = {"who": "Mallory", "since": 0, "key": "0", "text": "was here"}


@contextmanager
def without(store: Store, *names: str, access: Access | None = None) -> Iterator[Running]:
    with running(store, access=access, without=names) as server:
        yield server


def comments(store: Store) -> list[str]:
    return [comment.text for state in store.units() for comment in state.comments]


def rebound(server: Running) -> int:
    return httpx.get(server.url, headers={"host": "evil.example"}, trust_env=False).status_code


def test_a_name_that_was_made_to_point_here_is_refused(small: Store) -> None:
    with without(small) as server:
        assert rebound(server) == 421
        for name in ("localhost", "127.0.0.1:80", "[::1]:1"):
            assert httpx.get(server.url, headers={"host": name}, trust_env=False).status_code == 200
    with without(small, "host") as server:
        assert rebound(server) == 200


def test_two_host_headers_are_refused(small: Store) -> None:
    with without(small) as server, socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert raw.recv(100).split()[1] in (b"421", b"400")


def forged(server: Running, **headers: str) -> int:
    headers["x-project"] = server.store.info().id
    return httpx.post(f"{server.url}/comment", json=COMMENT, headers=headers, trust_env=False).status_code


def test_another_page_cannot_write(small: Store) -> None:
    with without(small) as server:
        assert forged(server) == 403
        assert forged(server, **{"x-csrf-token": "guess"}) == 403
        assert forged(server, **{"x-csrf-token": server.access.csrf, "origin": "http://evil.example"}) == 403
        assert comments(small) == []
    with without(small, "csrf") as server:
        assert forged(server) == 200
        assert comments(small) == ["was here"]


def test_every_write_wants_the_csrf_token(small: Store) -> None:
    paths = ("decide", "decide-many", "edit", "accept", "dismiss", "comment", "lock", "approve", "align", "suppress")
    with without(small) as server:
        for path in (*paths, "term", "undo"):
            assert httpx.post(f"{server.url}/{path}", json={}, trust_env=False).status_code == 403
            assert server.client().post(f"/{path}", json={}).status_code == 422


def test_without_the_token_nothing_is_shown(small: Store) -> None:
    access = access_of("127.0.0.1", TOKEN)
    with without(small, access=access) as server:
        for path in ("/", "/outline", "/rows/0?first=0", "/changes?since=0", "/session", f"/precision?token={TOKEN}"):
            answer = httpx.get(server.url + path, trust_env=False)
            assert answer.status_code == 401
            assert "csrf-token" not in answer.text
            for forged_session in ("x", "", "a.9999999999.b", access.session(Person("Li", "reviewer"))[:-1], "a.b.c.é"):
                cookie = {"cookie": f"{access.cookie}={forged_session}".encode()}
                assert httpx.get(server.url + path, headers=cookie, trust_env=False).status_code == 401
        assert forged(server, **{"x-csrf-token": access.csrf}) == 401
    with without(small, "token", access=access) as server:
        assert httpx.get(f"{server.url}/outline", trust_env=False).status_code == 200


def test_who_has_signed_in_writes_under_that_name_alone(small: Store) -> None:
    access = access_of("127.0.0.1", TOKEN)
    with without(small, access=access) as server, server.client() as client:
        for name in ("", "align run", "А" + "nn", "Li\u202e"):
            assert client.post("/login", data={"name": name, "token": TOKEN}).status_code == 422
        answer = client.post("/login", data={"name": "王小明", "token": TOKEN})
        assert answer.status_code == 200
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert TOKEN not in cookie
        assert "王小明" in client.get("/").text
        assert client.post("/comment", json=COMMENT).status_code == 200
        assert [c.who for state in small.units() for c in state.comments] == ["王小明"]
        assert client.post("/logout").status_code == 200
        assert client.get("/outline").status_code == 401


def test_a_session_ends(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    access = access_of("127.0.0.1", TOKEN)
    session = access.session(Person("Li", "reviewer"))
    assert access.person(session) == Person("Li", "reviewer")
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert access.person(session) is None


def test_an_address_guesses_twenty_times_a_minute(small: Store) -> None:
    with without(small, access=access_of("127.0.0.1", TOKEN)) as server, server.client() as client:
        wrong = [client.post("/login", data={"name": "Li", "token": f"guess {k}"}).status_code for k in range(22)]
        assert wrong == [403] * MOST_WRONG + [429] * 2
        assert client.post("/login", data={"name": "Li", "token": TOKEN}).status_code == 429


def test_another_address_needs_a_long_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="needs ALIGN_TOKEN or --token-file"):
        access_of("0.0.0.0", None)
    with pytest.raises(InputError, match="at least 24"):
        access_of("0.0.0.0", "short")
    with pytest.raises(InputError, match="1 different characters"):
        access_of("0.0.0.0", "a" * 24)
    access = access_of("0.0.0.0", TOKEN)
    assert access.admits("192.0.2.7:8340")
    assert access.admits(socket.gethostname())
    assert not access.admits("evil.example")
    monkeypatch.setenv("ALIGN_TOKEN", TOKEN)
    (tmp_path / "token").write_text(f"{TOKEN[::-1]}\n")
    assert (token_of(None), token_of(tmp_path / "token")) == (TOKEN, TOKEN[::-1])


@pytest.mark.parametrize(
    "name", ["align run", "ALIGN", "А" + "nn", "Сара", "ann\u200b", "a\n\u202eb", "", " ", "a" * 81]
)
def test_what_is_no_name_signs_nothing(small: Store, name: str) -> None:
    with running(small) as server, server.client() as client:
        answer = client.post("/comment", json={**COMMENT, "who": name})
        assert answer.status_code == 422
        assert answer.json()["error"].startswith("who: ")
    assert comments(small) == []


def test_what_files_cannot_hold_is_taken_out(small: Store) -> None:
    with running(small) as server, server.client() as client:
        assert client.post("/comment", json={**COMMENT, "text": "a\x0bb\x00c\x1b"}).status_code == 200
        body = b'{"who": "Li", "since": %s, "key": "0", "text": "%s"}'
        for since, text, status in ((b"NaN", b"x", 422), (b"1e999", b"x", 422), (b"0", rb"half \ud83d", 200)):
            answer = client.post("/comment", content=body % (since, text), headers={"content-type": "application/json"})
            assert answer.status_code == status
            assert answer.json()
    assert comments(small) == ["a\nbc", "half"]


def test_connections_that_send_nothing_keep_nobody_out(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 3.0)
    with running(small) as server:
        address = "127.0.0.1", httpx.URL(server.url).port or 0
        heads = (
            b"",
            b"GET / HTTP/1.1\r\nHost: local",
            b"POST /comment HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{",
        )
        held = [socket.create_connection(address) for _ in range(connections.MOST_WAITING + 20)]
        for number, connection in enumerate(held):
            connection.sendall(heads[number % 3])
        assert httpx.get(f"{server.url}/outline", trust_env=False).status_code == 200
        deadline = time.monotonic() + 20
        for connection in held:
            connection.settimeout(max(0.1, deadline - time.monotonic()))
            assert _is_closed(connection)
            connection.close()


def _is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def test_the_oldest_that_send_nothing_make_room(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 60.0)
    monkeypatch.setattr(connections, "GRACE", 0.2)
    with running(small) as server:
        address = "127.0.0.1", httpx.URL(server.url).port or 0
        held = [socket.create_connection(address) for _ in range(connections.MOST_WAITING + 1)]
        for connection in held:
            connection.settimeout(10)
        assert _is_closed(held[0])
        held[-1].sendall(b"GET /outline HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert held[-1].recv(12) == b"HTTP/1.1 200"
        for connection in held:
            connection.close()


def test_many_that_arrive_together_are_all_answered(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GRACE", 10.0)
    with running(small) as server:
        url = httpx.URL(server.url)
        arrived = [socket.create_connection((url.host, url.port or 0)) for _ in range(3 * connections.MOST_WAITING)]
        for connection in arrived:
            connection.sendall(f"GET /outline HTTP/1.1\r\nHost: {url.host}:{url.port}\r\n\r\n".encode())
        assert {connection.recv(12) for connection in arrived} == {b"HTTP/1.1 200"}
        for connection in arrived:
            connection.close()


def test_large_bodies_are_not_read(small: Store) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"who": "x", "since": 0, "key": "0", "text": "'
        for _ in range(MOST_BYTES // 1000 + 1):
            yield b"a" * 1000
        yield b'"}'

    def large(server: Running) -> list[int]:
        with server.client() as client:
            kind = {"content-type": "application/json"}
            return [
                client.post("/comment", content=b"a" * (MOST_BYTES + 1), headers=kind).status_code,
                client.post("/comment", content=pieces(), headers=kind).status_code,
            ]

    with without(small) as server:
        assert large(server) == [413, 413]
    with without(small, "size") as server:
        assert large(server) == [422, 422]


def test_answers_forbid_inline_scripts_framing_and_sniffing(small: Store) -> None:
    with without(small) as server:
        for path in ("/", "/outline", "/nothing", "/static/review.js"):
            found = httpx.get(server.url + path, trust_env=False).headers
            policy = found["content-security-policy"]
            assert "default-src 'none'; script-src 'self';" in policy
            assert "unsafe" not in policy
            assert found["x-content-type-options"] == "nosniff"
            assert found["referrer-policy"] == "no-referrer"
        assert httpx.get(server.url, headers={"host": "x"}, trust_env=False).headers["content-security-policy"]
    with without(small, "headers") as server:
        assert "content-security-policy" not in httpx.get(server.url, trust_env=False).headers


HOSTILE = (
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">5\N{RIGHT-TO-LEFT OVERRIDE}8"
)


@pytest.fixture
def hostile(tmp_path: object) -> Iterator[Store]:
    bitext = Bitext((TranslationUnit(0, (0,), (0,), HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    store = Store.open(tmp_path / "hostile.sqlite", seed=Project(HOSTILE, bitext, {}))  # type: ignore[operator]
    store.comment("0", HOSTILE, who=HOSTILE[:80])
    yield store
    store.close()


def raw(text: str) -> Markup:
    return Markup(text)


def test_texts_are_shown_and_not_run(hostile: Store) -> None:
    with without(hostile) as server:
        page = httpx.get(server.url, trust_env=False).text
        assert "<script>document" not in page
        assert "<img" not in page
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
        assert "U+202E" in page
    with running(hostile, show=raw) as server:
        page = httpx.get(server.url, trust_env=False).text
        assert "<script>document" in page
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" in page


def test_in_a_browser_nothing_runs_even_if_it_were_not_escaped(hostile: Store, browser: object) -> None:
    def title(server: Running) -> str:
        page = browser.new_page()  # type: ignore[attr-defined]
        page.goto(server.url)
        page.wait_for_timeout(300)
        found: str = page.title()
        page.close()
        return found

    with running(hostile) as server:
        assert title(server) != "run"
    with running(hostile, show=raw) as server:
        assert title(server) != "run"
    with running(hostile, show=raw, without=("headers",)) as server:
        assert title(server) == "run"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/page.html.j2",
        "/rows/../../etc/passwd",
        "/precision/../../review.sqlite",
        "/review.sqlite",
    ],
)
def test_no_path_comes_from_the_client(small: Store, path: str) -> None:
    with without(small) as server, socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0)) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert raw.recv(100).split()[1] in (b"404", b"422")
