"""Whether machine code is there from an earlier run: what the word to whoever waits depends on."""

import subprocess
import sys

MODULE = """
from align.aligner.kernels import is_cached, kernel

@kernel
def double(x):
    return x + x

if __name__ == "__main__":
    import one
    print(is_cached(one.double), one.double(3), is_cached(one.double))
"""


def run(folder):
    return subprocess.run([sys.executable, "one.py"], cwd=folder, capture_output=True, text=True).stdout.split()


def test_machine_code_is_known_to_be_kept_once_it_was_made(tmp_path):
    place = tmp_path / "one.py"
    place.write_text(MODULE, encoding="utf-8")
    assert run(tmp_path) == ["False", "6", "True"]
    assert run(tmp_path) == ["True", "6", "True"]
    place.touch()  # as installing the same version again does
    assert run(tmp_path) == ["True", "6", "True"]
    place.write_text("\n" + MODULE, encoding="utf-8")
    assert run(tmp_path) == ["False", "6", "True"]
