"""Two pages of two reviewers at once, on one server, on another, and while the server is killed: nothing is lost."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pages import current, expect, opened, settled
from review_server import running
from store.reviews import project

from align.model.bitext import Bitext, Project
from align.model.unit import TranslationUnit
from align.review.rescoring import Encoders, Rescorer
from align.store import Store

OFFLINE = re.compile("409|403|ERR_")  # the server is killed under the page, and starts again with another token

SENTENCE = (
    "工厂有50家。商店有930家。学校有7100所。",
    "There are 60 factories. There are 130 shops. There are 8,100 schools.",
)

STRIKE = """async (keys) => {
  for (const key of keys) {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}"""
WRITE = """async (words) => {  // and leaves where the server says no, or is not there
  const field = document.querySelector("textarea");
  if (!field) return;
  field.value += words;
  field.form.requestSubmit();
  while (document.querySelector("#text").ariaBusy === "true") await new Promise(requestAnimationFrame);
  document.querySelector("textarea")?.form.querySelector("button[type=button]:last-of-type").click();
}"""
"""Keys and words as fast as a page takes them."""
LETTERS = str.maketrans("0123456789", "abcdefghij")  # many figures in one sentence take long to check


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A sentence with three flags, and one with none."""
    unit = TranslationUnit(0, (0,), (0,), *SENTENCE)
    (unit,) = Rescorer().check_all([unit], [0])
    thanks = TranslationUnit(1, (1,), (1,), "谢谢。", "Thanks.")
    seed = Project("two", Bitext((unit, thanks)), {})
    store = Store.open(tmp_path / "review.sqlite", seed=seed)
    yield store
    store.close()


def english(factories: str, schools: str) -> str:
    return f"There are {factories} factories. There are 130 shops. There are {schools} schools."


def value(page: object) -> str:
    """The Chinese figure of the current flag."""
    return str(current(page).locator(".says.zh span[lang]").inner_text())  # type: ignore[arg-type]


def test_an_english_that_was_saved_meanwhile_is_shown_and_not_overwritten(browser: object, store: Store) -> None:
    with (
        running(store) as server,
        opened(browser, server.url, who="Wang Fang") as one,
        opened(browser, server.url, who="Li Na") as two,
    ):
        for page in (one, two):
            page.keyboard.press("J")
            page.keyboard.press("e")
        two.locator("textarea").fill(english("60", "7,100"))
        one.locator("textarea").fill(english("50", "8,100"))
        one.keyboard.press("Control+Enter")
        settled(one)
        two.wait_for_timeout(1500)  # the poll has brought the new version
        two.keyboard.press("Control+Enter")
        expect(two.locator(".theirs")).to_contain_text("Wang Fang has saved another English meanwhile")
        expect(two.locator(".theirs .en")).to_have_text(english("50", "8,100"))
        assert two.locator("textarea").input_value() == english("60", "7,100")
        assert store.unit("0").unit.en_text == english("50", "8,100")
        two.get_by_role("button", name="Put both edits into the field").click()
        assert two.locator("textarea").input_value() == english("50", "7,100")
        two.keyboard.press("Control+Enter")
        settled(two)
        assert store.unit("0").unit.en_text == english("50", "7,100")


def test_a_tab_of_another_project_writes_nothing(browser: object, store: Store, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other.sqlite", seed=project())
    with running(store) as server, opened(browser, server.url, expected=OFFLINE) as page:
        port = int(server.url.rpartition(":")[2])
        page.keyboard.press("j")
        page.route("**/changes*", lambda route: route.abort())
        server.stop()
        with running(other, port=port):
            page.keyboard.press("y")
            expect(page.locator("#said")).to_contain_text("another project")
            assert not any(state.verdicts for state in other.units())
            assert other.revision() == 1
    other.close()


def test_the_next_flag_is_the_next_open_one_and_one_key_decides(browser: object, store: Store) -> None:
    with running(store) as server, opened(browser, server.url) as page:
        order = page.locator(".note .says.zh span[lang]").all_inner_texts()
        assert order == ["50", "930", "7,100"]
        page.keyboard.press("j")
        page.keyboard.press("Enter")  # closes it, and does not move it
        expect(current(page).locator(".verdict strong")).to_have_text("fixed")
        page.keyboard.press("j")
        assert value(page) == "930"
        page.keyboard.press("y")
        settled(page)
        page.reload()
        page.wait_for_selector("html[data-ready]")
        page.keyboard.press("Escape")
        page.keyboard.press("j")  # past what is decided
        page.wait_for_timeout(100)
        assert value(page) == "7,100"
        page.keyboard.press("n")
        page.keyboard.press("j")
        expect(page.locator("#said")).to_have_text("No flag is open any more.")
        for _ in range(3):
            page.keyboard.press("u")
            settled(page)
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        page.keyboard.press("j")
        page.keyboard.type("yny")  # a key a decision, as fast as keys come
        settled(page)
        state = store.unit("0")
        said = {i.zh_value: state.verdicts[i.id].decision for i in state.unit.issues}
        assert said == {"50": "confirmed", "930": "false positive", "7,100": "confirmed"}
        page.keyboard.press("1")
        ticked = page.locator('input[name="severity"]:checked')
        expect(ticked).to_have_count(1)
        page.keyboard.press("1")
        expect(ticked).to_have_count(4)


def test_thirty_flags_take_thirty_keys_and_those_of_mistakes(browser: object, tmp_path: Path) -> None:
    """Each flag is decided with one key, after which the next one is there; the last one is decided again."""
    pair = "工厂有50家。", "There are 60 factories."
    units = Rescorer().check_all([TranslationUnit(n, (n,), (n,), *pair) for n in range(30)], range(30))
    store = Store.open(tmp_path / "thirty.sqlite", seed=Project("p", Bitext(units), {}))
    with running(store) as server, opened(browser, server.url) as page:
        total = page.locator("#progress")
        expect(total).to_contain_text("0 of 30")
        keys = 0
        for key in ("m", "j", *"yn" * 15):  # moves on by itself after each
            page.keyboard.press(key)
            keys += 1
        settled(page)
        expect(total).to_contain_text("30 of 30 decided")
        for key in ("u", "y"):
            page.keyboard.press(key)
            keys += 1
            settled(page)
        expect(total).to_contain_text("30 of 30 decided")
    assert keys <= 45
    assert sum(len(state.verdicts) for state in store.units()) == 30
    store.close()


def test_writes_are_stored_before_the_encoder_is_there(browser: object, store: Store) -> None:
    loaded = threading.Event()

    def load() -> object:
        loaded.wait()
        raise RuntimeError("none on this machine")

    rescorer = Rescorer(encoders=Encoders(load, None))  # type: ignore[arg-type]
    rescorer.warm()
    with running(store, rescorer=rescorer) as server, opened(browser, server.url) as page:
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("It will be checked once the encoder is loaded.")
        assert store.unit("0").unit.en_text == english("50", "8,100")
        assert store.unchecked() == {"0": "Wang Fang"}
        loaded.set()
        for _ in range(100):
            if not store.unchecked():
                break
            page.wait_for_timeout(50)
        assert [entry.action for entry in store.history(3)] == ["check", "edit unchecked", "import"]
        page.keyboard.press("u")  # takes the check back with the edit
        settled(page)
        assert store.unit("0").unit.en_text == english("60", "8,100")
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.keyboard.press("e")
        page.keyboard.type("unsaved")
        page.close(run_before_unload=True)
        page.wait_for_timeout(300)
        assert asked == ["beforeunload"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked")
def test_200_operations_of_two_reviewers_and_kills_of_the_server_lose_nothing(browser: object, tmp_path: Path) -> None:
    path, chance = tmp_path / "review.sqlite", Random(3)
    texts = [(f"第{n}季度产值增长5%。", f"In quarter {n}, output grew 6%.") for n in range(12)]
    Store.open(path, seed=project(texts)).close()
    script = Path(__file__).with_name("killed_servers.py")
    command, pipe = [sys.executable, str(script), str(path)], subprocess.PIPE
    servers = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert servers.stdin is not None
    assert servers.stdout is not None

    def start(port: str = "") -> tuple[int, str]:
        servers.stdin.write(f"{port}\n")
        servers.stdin.flush()
        pid, url = servers.stdout.readline().split()
        return int(pid), url

    pid, url = start()
    port = url.rstrip("/").rpartition(":")[2]
    answered: list[tuple[str, dict[str, object]]] = []

    def heard(response: object) -> None:
        if response.request.method == "POST" and response.ok:  # type: ignore[attr-defined]
            answered.append((response.url.rpartition("/")[2], json.loads(response.request.post_data)))  # type: ignore[attr-defined]

    with (
        opened(browser, url, who="Wang Fang", expected=OFFLINE) as one,
        opened(browser, url, who="Li Na", expected=OFFLINE) as two,
    ):
        for page in (one, two):
            page.on("response", heard)
        for number in range(200):
            page, act = (one, two)[number % 2], chance.choice("ynfec")
            page.evaluate(STRIKE, [chance.choice("JJK"), chance.choice("jjk"), act])
            if act in "ec":
                page.evaluate(WRITE, " " + str(number).translate(LETTERS))
            if number % 60 == 59:
                os.kill(pid, signal.SIGKILL)
                pid, _ = start(port)
        for page in (one, two):
            settled(page)
    os.kill(pid, signal.SIGKILL)
    servers.stdin.close()
    servers.wait(30)

    store = Store.open(path)
    kept = [(entry.who, entry.action) for entry in store.history(10**6)]
    english = [edit for what, edit in answered if what == "edit"]
    comments = {comment.text for state in store.units() for comment in state.comments}
    assert len(answered) > 100
    for action, what in (("decide", "decide"), ("edit", "edit"), ("comment", "comment")):
        for who in ("Wang Fang", "Li Na"):
            sent = sum(w == what and body["who"] == who for w, body in answered)
            assert kept.count((who, action)) >= sent
    assert {body["text"] for what, body in answered if what == "comment"} <= comments
    by_pair: dict[object, str] = {str(n): en for n, (_, en) in enumerate(texts)}
    for edit in english:  # each was made on the English before it
        assert edit["seen"] == by_pair[edit["key"]], [e for e in english if e["key"] == edit["key"]]
        by_pair[edit["key"]] = str(edit["text"])
    assert {state.key: state.unit.en_text for state in store.units()} == by_pair
    store.close()
