"""scripts/bench_opinion, on a stub: what a model proposes, what the checks drop, and what a second look confirms."""

import json
import os
import subprocess
import sys
from pathlib import Path

from opinion.stub_server import chat, echoed, serving

ROOT = Path(__file__).resolve().parents[2]
WRONG = {"rater": "a", "category": "Accuracy/Mistranslation", "severity": "Major", "zh": None, "en": "farmer"}
CLEAN = {"rater": "a", "category": "No-error", "severity": "", "zh": None, "en": None}
ROWS = [("他是渔民。", "He is a farmer.", WRONG), ("天气很好。", "The weather is fine.", CLEAN)]
ERRORS = [
    {"chinese": "渔民", "english": "farmer", "correction": "fisherman", "type": "mistranslation", "severity": "major"},
    {"chinese": "天气", "english": "weather", "correction": "sky", "type": "mistranslation", "severity": "major"},
    {"chinese": "很好", "english": "is fine", "correction": "is fine", "type": "mistranslation", "severity": "major"},
    {"chinese": "火车", "english": "train", "correction": "car", "type": "mistranslation", "severity": "major"},
]


def answering(path: str, body: dict) -> object:
    """Proposes the same four errors for every segment; finds a fisherman probable and a sky not."""
    if path.endswith("chat/completions"):
        return chat(json.dumps({"errors": [{**error, "reason": ""} for error in ERRORS]}))
    price = -9.0 if " sky" in body["prompt"] else -0.1 if "fisherman" in body["prompt"] else -0.5
    return echoed(body["prompt"], lambda _: price)


def test_finding_is_measured(tmp_path: Path) -> None:
    (tmp_path / "mqm").mkdir()
    rows = [
        {"doc": "talk", "segment": k, "system": "m", "zh": zh, "en": en, "ratings": [rating]}
        for k, (zh, en, rating) in enumerate(ROWS)
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "mqm" / "ted_zhen.jsonl").write_text(text, encoding="utf-8")
    with serving(answering) as stub:
        run = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "bench_opinion"), f"{stub.address}#m", "--find", "2"],
            env={**os.environ, "ALIGN_EVAL": str(tmp_path), "ALIGN_CACHE": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr
    wrong, clean = run.stdout.splitlines()
    assert "1 segments in error: 0 answers malformed, 4 errors proposed, 1 left by the checks (1 on a marked" in wrong
    assert "1 confirmed (1 on one); segments with something confirmed: 1" in wrong
    assert "4 errors proposed, 1 left by the checks (0 on a marked accuracy error), 0 confirmed" in clean
