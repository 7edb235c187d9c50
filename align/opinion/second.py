"""The second reader at work: what is asked about the flags of a document, in which order, and at what cost.

All questions but those that check findings are known before the first is asked, so that their number and time can be
agreed on. What is kept from an earlier run costs nothing. The rest is asked side by side, as many at once as the reader
takes. A question without an answer leaves its flag as it was; so do all that are left when the reader is gone or the
budget spent.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar

from align.model.errors import AlignError
from align.model.progress import Progress, silent
from align.model.unit import SEVERITIES, Issue, TranslationUnit, identify
from align.opinion import finding, questions, ratio
from align.opinion.cache import PROMPTS, Kept
from align.opinion.reader import Capability, Question, UnansweredError, UnreachableError
from align.opinion.weighing import KEY, Opinion, is_weighed, weighed
from align.scorers.decision import Sensitivity

Find = Literal["", "suspicious", "all"]
FINDS: tuple[Find, ...] = ("", "suspicious", "all")
BUDGET = 5000
"""New questions of a document, if the user does not say how many."""

Texts = tuple[str, str]
T = TypeVar("T")
R = TypeVar("R")

_PLAIN = ("Chinese: 天气很好，我们去公园散步。\nEnglish:", " The weather is fine, so we are going for a walk.\n")
_OF_FORM = frozenset(("punctuation", "encoding", "style", "changed", "untranslated"))
_ANSWERED = 150  # tokens of an answer
_HAN = 1.5  # characters of Chinese a token, and of English
_LATIN = 4.0


class DeclinedError(AlignError):
    """The user does not want what the second reader would cost."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be asked. ``tokens``, ``seconds``: roughly."""

    questions: int
    tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The flags of a unit: those ``shown`` without an opinion, and those ``possible``, at their highest severities."""

    unit: TranslationUnit
    shown: tuple[Issue, ...]
    possible: tuple[Issue, ...]


@dataclass(slots=True)
class Spent:
    """What came of it: new questions, those without an answer and the last reason, flags weighed, errors found, and
    errors found that a second look did not confirm."""

    asked: int = 0
    unanswered: int = 0
    weighed: int = 0
    found: int = 0
    dropped: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked about a flag of the unit at a place: texts to compare, or a question."""

    place: int
    unit: TranslationUnit
    issue: Issue
    comparisons: tuple[ratio.Comparison, ...] = ()
    question: Question | None = None


class SecondReader:
    """A reader at work, with what the user wants of it."""

    def __init__(
        self,
        reader: Kept,
        *,
        find: Find = "",
        budget: int = BUDGET,
        agree: Callable[[Estimate], bool] = lambda _: True,
    ) -> None:
        """``find``: the units that are read for errors which nothing has flagged. ``budget``: the most new questions in
        its life. ``agree``: called with an estimate before anything is asked."""
        self.reader, self.spent = reader, Spent()
        self._find, self._budget, self._agree = find, budget, agree
        self._lock = threading.Lock()
        self._gone = False

    @property
    def signature(self) -> str:
        """The part of a bitext's signature that names the model and the prompts."""
        name = "".join(c if c.isprintable() and c != "|" else "_" for c in self.reader.name)
        return f"opinion:{name}|prompts:{PROMPTS}" + (f"|find:{self._find}" if self._find else "")

    def read(
        self,
        candidates: Sequence[Candidates],
        *,
        glossary: Callable[[TranslationUnit], Sequence[tuple[str, str]]] = lambda _: (),
        sensitivity: Sensitivity = "normal",
        progress: Progress = silent,
    ) -> list[tuple[Issue, ...]]:
        """Return the issues of each unit as the second reader leaves them, with those that it finds.

        ``glossary``: the fixed renderings that concern a unit. ``sensitivity``: as that of the flags shown. Raises
        DeclinedError.
        """
        try:
            can = self.reader.can
        except UnansweredError as error:
            self.spent.reason, self._gone = str(error), True
            return [one.shown for one in candidates]
        drafts = (
            _ask(k, one.unit, issue, can)
            for k, one in enumerate(candidates)
            for issue in one.possible
            if "logprob" not in can or is_weighed(issue)
        )
        asks = sorted((ask for ask in drafts if ask.comparisons or ask.question), key=_first)
        places = [k for k, one in enumerate(candidates) if self._is_suspicious(one)] if "answer" in can else []
        readings = [finding.question(candidates, k, glossary(candidates[k].unit)) for k in places]
        self._agree_on(asks, readings)
        opinions = self._all(self._opinion, asks, "second reader", progress)
        by_issue = {(ask.place, ask.issue.id): found for ask, found in zip(asks, opinions, strict=True)}
        out = [self._left(k, one, by_issue, sensitivity) for k, one in enumerate(candidates)]
        answers = self._all(self._answer, readings, "second reader, looking for errors", progress)
        for k, answer in zip(places, answers, strict=True):
            found = finding.read(answer or "", candidates[k].unit, out[k], self.reader.name)
            checks = self._all(partial(self.confirmed, candidates[k].unit), found, "", silent)
            kept = identify(candidates[k].unit, [one for one in checks if one is not None])
            self.spent.found += len(kept)
            self.spent.dropped += len(found) - len(kept)
            out[k] = (*out[k], *kept)
        return out

    def _is_suspicious(self, one: Candidates) -> bool:
        """True if a unit is to be read for errors."""
        if not self._find or not one.unit.zh_text or not one.unit.en_text:
            return False
        return self._find == "all" or any(issue.type.partition("/")[0] not in _OF_FORM for issue in one.possible)

    def _agree_on(self, asks: Iterable[_Ask], readings: Iterable[Question]) -> None:
        """Ask the user, if there is anything new to ask the reader. Raises DeclinedError."""
        texts = [t for ask in asks for one in ask.comparisons for t in (one.now, one.repaired)]
        asked = [*(ask.question for ask in asks if ask.question), *readings]
        new = [text for text in dict.fromkeys(texts) if not self.reader.knows(*text)]
        new_asked = [question for question in asked if not self.reader.knows(question)]
        count = min(len(new) + len(new_asked), self._budget)
        if not count:
            return
        read = sum(_tokens(prompt + text) for prompt, text in new)
        read += sum(_tokens(q.system + q.text) + _ANSWERED for q in new_asked)
        tokens = round(read * count / (len(new) + len(new_asked)))
        if not self._agree(Estimate(count, tokens, self._seconds(count, tokens))):
            raise DeclinedError("the second reader was not asked: not agreed to; leave out --second-opinion")

    def _seconds(self, count: int, tokens: int) -> float:
        """How long so many questions take, by one about a text that is nobody's; 0 if it has no answer."""
        took = 0.0
        for _ in range(2):  # the first loads the model
            start = time.monotonic()
            try:
                self.reader.pace(*_PLAIN)
            except UnansweredError:
                return 0.0
            took = time.monotonic() - start
        return took * (count / self.reader.together if self.reader.together > 1 else tokens / _tokens("".join(_PLAIN)))

    def _opinion(self, ask: _Ask) -> Opinion:
        if ask.question:
            return Opinion(answer=questions.read(self._answer(ask.question), ask.unit, ask.issue))
        gains = [self._logprob(one.repaired) - self._logprob(one.now) for one in ask.comparisons]
        return Opinion(gain=max(gains))

    def _left(
        self,
        place: int,
        one: Candidates,
        opinions: Mapping[tuple[int, str], Opinion | None],
        sensitivity: Sensitivity,
    ) -> tuple[Issue, ...]:
        """The issues of a unit after the opinions on them, in the order in which they were found."""
        shown = list(one.shown)
        out = []
        for issue in one.possible:
            before = next((known for known in shown if known.id == issue.id), None)
            if before is not None:
                shown.remove(before)  # one of several with the same id, which are told apart later
            left = weighed(issue, before, opinions.get((place, issue.id)) or Opinion(), sensitivity)
            if left is not None:
                self.spent.weighed += KEY in left.values
                out.append(left)
        return (*out, *shown)

    def confirmed(self, unit: TranslationUnit, issue: Issue) -> Issue | None:
        """Return a finding that a second look confirms, else None. Raises UnansweredError."""
        ask = _ask(0, unit, issue, self.reader.can)
        if ask.comparisons:
            gain = self._opinion(ask).gain
            return replace(issue, values={KEY: {"gain": round(gain, 2)}}) if gain is not None and gain > 0 else None
        answer = questions.read(self._answer(questions.question(unit, issue)), unit, issue)
        return issue if answer is not None and answer.verdict != "carried" else None

    def _logprob(self, text: Texts) -> float:
        self._pay(self.reader.knows(*text))
        return self.reader.logprob(*text)

    def _answer(self, question: Question) -> str:
        self._pay(self.reader.knows(question))
        return self.reader.answer(question)

    def _pay(self, known: bool) -> None:
        """Count a new question. Raises UnansweredError if none may be asked any more."""
        if known:
            return
        with self._lock:
            if self._gone:
                raise UnansweredError(self.spent.reason)
            if self.spent.asked >= self._budget:
                raise UnansweredError(f"the budget of {self._budget:,} questions is spent")
            self.spent.asked += 1

    def _all(self, work: Callable[[T], R], items: Sequence[T], stage: str, progress: Progress) -> list[R | None]:
        """What becomes of each item, None where the reader has no answer."""

        def tried(item: T) -> R | None:
            try:
                return work(item)
            except UnansweredError as error:
                with self._lock:
                    self.spent.unanswered += 1
                    self.spent.reason = str(error)
                    self._gone = self._gone or isinstance(error, UnreachableError)
                return None

        out: list[R | None] = []
        with ThreadPoolExecutor(self.reader.together) as pool:
            for found in pool.map(tried, items):
                out.append(found)
                progress(stage, len(out), len(items))
        return out


def _ask(place: int, unit: TranslationUnit, issue: Issue, can: frozenset[Capability]) -> _Ask:
    if "logprob" in can:
        return _Ask(place, unit, issue, comparisons=ratio.comparisons(unit, issue))
    return _Ask(
        place, unit, issue, question=questions.question(unit, issue) if questions.is_answerable(issue) else None
    )


def _first(ask: _Ask) -> tuple[int, float]:
    """The gravest and most certain flags first: a budget may end before the others."""
    return -SEVERITIES.index(ask.issue.severity), -ask.issue.confidence


def _tokens(text: str) -> int:
    """About how many tokens a text has."""
    latin = sum(c.isascii() for c in text)
    return round(latin / _LATIN + (len(text) - latin) / _HAN)
