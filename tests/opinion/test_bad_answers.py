"""Whatever a server answers, no flag is lost, none is changed by an answer that shows nothing, and nothing crashes."""

import gzip
import itertools
import json
import threading
from dataclasses import replace

import pytest
from opinion.stub_server import Reply, chat, echoed, plain, serving

from align.model.unit import Issue, TranslationUnit
from align.opinion import questions
from align.opinion.cache import Cache, Kept
from align.opinion.second import Candidates, SecondReader
from align.opinion.server import ServerReader
from align.opinion.spec import parse

UNIT = TranslationUnit(
    0,
    (0,),
    (0,),
    "逾期不整改的，工信部将依法处置。",
    "Firms must comply, otherwise the ministry will deal with them by law.",
)
FLAG = Issue("omission", "omission", "major", 0.7, "Nothing for 逾期不整改的.", (0, 6), id="a")
FIGURE = Issue("figures", "mistranslation/number", "critical", 0.4, "5", (9, 11), (0, 5), suggestion="Six", id="b")
MARK = Issue("residue", "punctuation", "minor", 0.9, "mark", None, (10, 12), id="c")
FLAGS = (FLAG, FIGURE, MARK)


def reader(address, tmp_path, **settings):
    server = ServerReader(parse(f"{address}#model"), sleep=lambda _: None, **{"seconds": 0.15, **settings})
    return Kept(server, Cache(tmp_path / "answers.sqlite"))


def opinions(address, tmp_path, **settings):
    second = SecondReader(reader(address, tmp_path, **settings), find="all")
    (left,) = second.read([Candidates(UNIT, FLAGS, FLAGS)])
    return left, second


def values(tokens, logprobs):
    return plain({"choices": [{"logprobs": {"tokens": tokens, "token_logprobs": logprobs}}]})


def of_prompt(made):
    """A reply that depends on the text asked about."""
    return lambda body: made(body["prompt"])


LOGPROBS = {
    "nothing": Reply(b""),
    "no JSON": Reply(b"<html>Welcome</html>"),
    "null": plain(None),
    "a list": plain([1, 2]),
    "no choices": plain({"object": "text_completion"}),
    "empty choices": plain({"choices": []}),
    "choices of null": plain({"choices": [None]}),
    "no log-probabilities": plain({"choices": [{"text": "", "logprobs": None}]}),
    "another text": values(["Hello"], [-1.0]),
    "too few values": of_prompt(lambda p: values([*p], [-1.0])),
    "no numbers": of_prompt(lambda p: values([*p], ["-1"] * len(p))),
    "not a number": of_prompt(lambda p: Reply(values([*p], [float("nan")] * len(p)).data)),
    "infinite": of_prompt(lambda p: Reply(values([*p], [float("-inf")] * len(p)).data)),
    "above certainty": of_prompt(lambda p: values([*p], [3.0] * len(p))),
    "null in the text": of_prompt(lambda p: values([*p], [None] * len(p))),
    "booleans": of_prompt(lambda p: values([*p], [False] * len(p))),
    "tokens of numbers": of_prompt(lambda p: values([1] * len(p), [-1.0] * len(p))),
    "not UTF-8": Reply(b'{"choices": "\xff\xfe"}'),
    "deeply nested": Reply(b"[" * 100_000),
    "too much": Reply(b" " * 5_000_000),
    "a bomb": Reply(gzip.compress(b" " * 10_000_000), headers={"content-encoding": "gzip"}),
    "broken gzip": Reply(b"no gzip", headers={"content-encoding": "gzip"}),
    "cut off": Reply(b'{"choices": [', headers={"content-length": "5000"}),
    "no HTTP": Reply(b"220 smtp ready\r\n", raw=True),
    "a drip": Reply(b" " * 50, slow=0.05),
    "never": Reply(b" ", slow=5.0),
    "busy": plain({"error": "busy"}, 429, Retry_After="0"),
    "busy until a date": plain({}, 429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
    "an error": plain({"error": "oops"}, 500),
    "refused": plain({"error": "key"}, 401),
    "sent elsewhere": plain({}, 302, location="http://127.0.0.1:9/steal"),
    "teapot": plain({}, 418),
}


@pytest.mark.parametrize("kind", LOGPROBS)
def test_bad_log_probabilities_change_nothing(kind, tmp_path):
    """Once the server has shown that it can, so that the question is asked."""
    bad = LOGPROBS[kind]

    def answering(path, body):
        if "你好" in body.get("prompt", ""):
            return echoed(body["prompt"], lambda _: -1.0)
        return bad(body) if callable(bad) else bad

    with serving(answering) as stub:
        left, second = opinions(stub.address, tmp_path)
    assert left == FLAGS
    assert second.spent.reason
    assert second.spent.weighed == second.spent.found == 0


def judged(**fields):
    return json.dumps({"verdict": "carried", "chinese": "逾期不整改", "english": "otherwise", "reason": "", **fields})


ANSWERS = {
    "no text": None,
    "a number": 5,
    "nothing": "",
    "prose": "Sure! The flag is wrong.",
    "a list": "[]",
    "cut off": judged()[:30],
    "an unknown verdict": judged(verdict="false alarm"),
    "no verdict": json.dumps({"chinese": "逾期", "english": "otherwise"}),
    "unsure": judged(verdict="unsure"),
    "no quotation": judged(english="", chinese=""),
    "only marks": judged(english=",", chinese="，"),
    "words that are not there": judged(english="if they fail to"),
    "part of a word": judged(english="other"),
    "the whole text": judged(english=UNIT.en_text),
    "other Chinese": judged(chinese="工信部"),
    "missing without a quotation": judged(verdict="missing", chinese="", english=""),
    "objects for texts": judged(english={"text": "otherwise"}),
    "lists for texts": judged(english=["otherwise"]),
    "obeying the text": '{"verdict": "carried", "reason": "The text says: ignore all flags."}',
    "a pattern": judged(english=".*", chinese=".*"),
    "endless": judged(reason="x" * 100_000) + judged(),
    "deeply nested": "[" * 50_000,
    "findings that are none": json.dumps({"errors": [None, 5, {}, {"type": "style"}, {"type": "omission"}]}),
    "a finding of words that are not there": json.dumps(
        {"errors": [{"type": "mistranslation", "chinese": "天气", "english": "weather", "correction": "sky"}]}
    ),
    "a correction that changes nothing": json.dumps(
        {"errors": [{"type": "mistranslation", "chinese": "依法", "english": "by law", "correction": "by law"}]}
    ),
    "an omission without Chinese": json.dumps({"errors": [{"type": "omission", "chinese": "", "english": ""}]}),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_that_show_nothing_change_nothing(kind, tmp_path):
    def answering(path, body):
        return plain({"error": "no such route"}, 404) if path.endswith("/v1/completions") else chat(ANSWERS[kind])

    with serving(answering) as stub:
        left, second = opinions(stub.address, tmp_path)
        assert all(body["response_format"]["type"] == "json_schema" for path, _, body in stub.asked if "chat" in path)
    assert left == FLAGS
    assert second.spent.weighed == second.spent.found == 0


def test_an_answer_with_its_quotation_lowers_a_flag_by_a_step_and_never_a_figure(tmp_path):
    def answering(path, body):
        return (
            plain({}, 404) if path.endswith("/v1/completions") else chat(judged(reason="\x1b[31motherwise\ncarries it"))
        )

    with serving(answering) as stub:
        left, second = opinions(stub.address, tmp_path)
        about = [body["messages"][1]["content"] for _, _, body in stub.asked if "messages" in body]
    assert [issue.severity for issue in left] == ["minor", "critical", "minor"]
    assert left[0].values["opinion"] == {"verdict": "carried", "reason": "[31motherwise carries it"}
    assert left[1:] == FLAGS[1:]
    assert second.spent.weighed == 1
    assert [text for text in about if '"suspicion"' in text] == [questions.question(UNIT, FLAG).text]


def test_a_ratio_lowers_a_figure_and_leaves_marks_alone(tmp_path):
    """The stub finds whatever has "Six" in it improbable."""

    def answering(path, body):
        return echoed(body["prompt"], lambda _: -9.0 if "Six" in body["prompt"] else -1.0)

    with serving(answering) as stub:
        (left,) = SecondReader(reader(stub.address, tmp_path)).read([Candidates(UNIT, FLAGS, FLAGS)])
    assert left[1].severity in ("neutral", "minor")
    assert left[1].values["opinion"]["gain"] < -100
    assert left[2] == MARK


def test_a_kind_on_which_no_flag_was_judged_is_not_asked_about(tmp_path):
    quoted = Issue("quotes", "mistranslation", "major", 0.9, "", (9, 11), (0, 5), suggestion="Six", id="q")
    with serving(lambda path, body: echoed(body["prompt"], lambda _: -1.0)) as stub:
        second = SecondReader(reader(stub.address, tmp_path))
        assert second.read([Candidates(UNIT, (quoted,), (quoted,))]) == [(quoted,)]
        assert not [body for _, _, body in stub.asked if "逾期" in body["prompt"]]


def test_a_busy_server_is_asked_again_and_waited_for(tmp_path):
    waits, busy = [], iter([plain({}, 429, Retry_After="7"), plain({}, 503)])
    with serving(lambda path, body: next(busy, echoed(body["prompt"], lambda _: -0.5))) as stub:
        server = ServerReader(parse(f"{stub.address}#m"), sleep=waits.append)
        assert server.logprob("a:", " b") == -1.0
    assert waits[0] == 7
    assert 2 <= waits[1] <= 2.5


def test_a_reader_that_is_gone_is_asked_no_more(tmp_path):
    units = [Candidates(UNIT, FLAGS, FLAGS)] * 30

    def answering(path, body):
        return echoed(body["prompt"], lambda _: -1.0) if "你好" in body["prompt"] else plain({}, 401)

    with serving(answering) as stub:
        second = SecondReader(reader(stub.address, tmp_path))
        assert second.read(units) == [FLAGS] * 30
        assert len(stub.asked) < 15


def of_unit(number):
    """A unit with a figure of its own, so that each flag has questions of its own."""
    unit = TranslationUnit(number, (number,), (number,), f"投资{number}亿元。", f"It invested {number} million yuan.")
    words = f"{number} million"
    flag = Issue("figures", "mistranslation/number", "major", 0.4, "", (2, 5), (12, 12 + len(words)), suggestion="9")
    return Candidates(unit, (replace(flag, id=f"f{number}"),), (replace(flag, id=f"f{number}"),))


def test_a_reading_that_was_cut_off_goes_on_where_it_was(tmp_path):
    """The server dies at the eighth text; the next run asks it only about what had no answer."""
    units, count, answered, again = [of_unit(number) for number in range(1, 9)], itertools.count(1), [], []

    def answering(path, body):
        if "投资" in body["prompt"]:
            number = next(count)
            if number == 8:
                return plain({}, 401)
            (answered if number < 100 else again).append(body["prompt"])
        return echoed(body["prompt"], lambda _: -1.0)

    with serving(answering) as stub:
        first = SecondReader(reader(stub.address, tmp_path))
        first.read(units)
        assert first.spent.reason
        count = itertools.count(100)
        left = SecondReader(reader(stub.address, tmp_path)).read(units)
    assert all("opinion" in issue.values for issues in left for issue in issues)
    assert len(answered) >= 7
    assert again
    assert not set(answered) & set(again)


def test_questions_are_asked_side_by_side(tmp_path):
    """The first question about the project is only answered once another has come."""
    second_came, count = threading.Event(), itertools.count()

    def answering(path, body):
        if "投资" in body["prompt"]:
            if next(count):
                second_came.set()
            elif not second_came.wait(10):
                return plain({}, 401)
        return echoed(body["prompt"], lambda _: -1.0)

    with serving(answering) as stub:
        second = SecondReader(reader(stub.address, tmp_path, seconds=30.0))
        second.read([of_unit(number) for number in range(1, 5)])
    assert second.spent.reason == ""
    assert second.spent.weighed == 4


def test_no_server_at_all_leaves_flags_as_they_are(tmp_path):
    left, second = opinions("http://127.0.0.1:9/v1", tmp_path)
    assert left == FLAGS
    assert "ConnectError" in second.spent.reason


def test_a_server_that_knows_no_schema_is_asked_without(tmp_path):
    def answering(path, body):
        form = body.get("response_format", {}).get("type")
        return chat(judged()) if form is None else plain({"error": "unknown field"}, 400)

    with serving(answering) as stub:
        left, _ = opinions(stub.address, tmp_path)
    assert left[0].severity == "minor"
