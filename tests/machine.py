"""What a machine may have or lack: a browser, and the development data, which are no part of the project."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from align import doctor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVAL = Path(os.environ.get("ALIGN_EVAL") or Path(__file__).resolve().parents[2] / "shared" / "eval")
"""The folder of the development data, there or not."""

CHROMIUM = next(filter(None, map(shutil.which, doctor.CHROMIUM)), None)
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
FLAGS += ("--disable-component-update",)


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Chromium; the test is skipped, with the reason, where there is none.

    For a file's own fixture: as long as Playwright runs, its event loop does, and no other file could start one.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
