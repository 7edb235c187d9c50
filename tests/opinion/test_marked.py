"""What a model found is marked as its own in formats with flags, and on the page in both languages."""

import pytest

from align.exporters import EXPORTERS
from align.model.bitext import Bitext, Project
from align.model.unit import SECOND_READER, TranslationUnit, Verdict, identify
from align.review.messages import translator
from align.scorers.catalogue import flagged, in_chinese

SAID = "The second reader (qwen): fisherman, not farmer."
VALUES = {"zh": "渔民", "en": "farmer", "reader": "qwen", "said": "fisherman, not farmer."}
FOUND = flagged(
    "second reader.error", (2, 4), (8, 14), severity="major", confidence=0.5, values=VALUES, suggestion="fisherman"
)
UNIT = TranslationUnit(0, (0,), (0,), "他是渔民。", "He is a farmer.")


@pytest.mark.parametrize("format", ["tmx", "xliff", "jsonl", "html"])
def test_a_finding_is_marked(format):
    issues = identify(UNIT, [FOUND])
    unit = TranslationUnit(0, (0,), (0,), UNIT.zh_text, UNIT.en_text, issues=issues)
    verdicts = {issue.id: Verdict("confirmed", "me", "2026-01-01T00:00:00Z") for issue in issues}
    exporter = EXPORTERS[format]
    made = exporter.render(Project("p", Bitext((unit,), verdicts=verdicts), {}), exporter.versions[0])
    text = made if isinstance(made, str) else b"".join(made).decode()
    assert "second reader" in text


def test_the_page_names_it_in_both_languages():
    assert (FOUND.message, in_chinese(FOUND)) == (SAID, "第二读者（qwen）：fisherman, not farmer.")
    assert translator("zh")(SECOND_READER) == "第二读者"
    assert translator("en")(SECOND_READER) == "second reader"
