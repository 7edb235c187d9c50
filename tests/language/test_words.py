"""jieba's dictionary is read from the user's own cache folder, never from the one that all users share."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = "from align.language.words import cut; print('|'.join(cut('去年山西输送电力')))"


@pytest.mark.parametrize("writable", [True, False])
def test_a_planted_dictionary_changes_nothing(tmp_path: Path, writable: bool) -> None:
    shared, cache = tmp_path / "shared", tmp_path / "cache"
    shared.mkdir()
    (shared / "jieba.cache").write_bytes(marshal.dumps(({"去": 1, "年": 1}, 2)))
    os.utime(shared / "jieba.cache", (4e9, 4e9))
    if not writable:
        (cache / "jieba").mkdir(parents=True)
        (cache / "jieba").chmod(0o777)
        (cache / "jieba" / "jieba.cache").write_bytes(marshal.dumps(({"去": 1}, 1)))
        os.utime(cache / "jieba" / "jieba.cache", (4e9, 4e9))
    env = {**os.environ, "TMPDIR": str(shared), "ALIGN_CACHE": str(cache)}
    done = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "去年|山西|输送|电力"
    assert done.stderr == ""
    assert (cache / "jieba" / "jieba.cache").exists()
