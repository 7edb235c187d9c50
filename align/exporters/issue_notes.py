"""Issues and comments as single lines, for people who see them in another program, and codes of languages."""

from align.codecs.xml_writing import ForbiddenCharacterError
from align.exporters.templating import ENGLISH, Words
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import Comment, Issue, TranslationUnit, Verdict

_CODES = {"": "zh-CN", "Hans": "zh-CN", "Hant": "zh-TW"}  # CAT tools need regions and ignore zh-Hans


def note_of(issue: Issue, verdict: Verdict | None = None, words: Words = ENGLISH) -> str:
    """Return the issue as one line, with the reviewer's verdict.

    >>> issue = Issue("figures", "mistranslation/number", "critical", 0.9, "Ten times too small.", suggestion="5 bn")
    >>> note_of(issue, Verdict("confirmed", "Li", "2026-01-01", "Ask the client."))
    'critical, figures: Ten times too small. Should be: 5 bn. Confirmed by Li: Ask the client.'
    """
    if words.language == "zh":
        return _in_chinese(issue, verdict, words)
    note = f"{issue.severity}, {issue.scorer}: {issue.message}"
    if issue.suggestion:
        note += f" Should be: {issue.suggestion}."
    if verdict is not None:
        note += f" {verdict.decision.capitalize()} by {verdict.who}" + (
            f": {verdict.comment}" if verdict.comment else ""
        )
    return note


def _in_chinese(issue: Issue, verdict: Verdict | None, words: Words) -> str:
    note = f"{words.t(issue.severity)}，{words.t(issue.scorer)}：{words.message(issue)}"
    if issue.suggestion:
        note += f"{words.t('Should read')}：{issue.suggestion}。"
    if verdict is not None:
        note += f"{words.t(verdict.decision)}（{verdict.who}）" + (f"：{verdict.comment}" if verdict.comment else "")
    return note


def comment_note(comment: Comment) -> str:
    """Return a reviewer's comment on a unit as one line.

    >>> comment_note(Comment("Ask the client.", "Li", "2026-01-01"))
    'Comment by Li: Ask the client.'
    """
    return f"Comment by {comment.who}: {comment.text}"


def comments_on(unit: TranslationUnit, bitext: Bitext) -> list[str]:
    """Return the comments on a unit, one line each."""
    return [comment_note(comment) for comment in bitext.comments.get(unit.id, ())]


def corrections_in(unit: TranslationUnit, bitext: Bitext) -> list[str]:
    """Return what a review has changed in a unit, a line each: what is no longer found, and the English before.

    >>> from align.model.unit import ClosedIssue, Revision
    >>> unit = TranslationUnit(0, (0,), (0,), "5%", "5%")
    >>> issue = Issue("figures", "mistranslation/number", "major", 0.9, "5%; English 6%.", id="a")
    >>> closed = ClosedIssue(issue, "fixed", "2026-01-01", "5%", "6%", Verdict("fixed", "Li", "2026-01-01"))
    >>> corrections_in(unit, Bitext((unit,), revisions={0: Revision("6%", "Li", "2026-01-01", (closed,))}))
    ['major, figures: 5%; English 6%. Fixed by Li 2026-01-01', 'English before: 6% (edited by Li 2026-01-01)']
    """
    revision = bitext.revisions.get(unit.id)
    if revision is None:
        return []
    lines = [
        f"{note_of(c.issue, c.verdict)} {c.verdict.when[:10]}" if c.verdict else f"{note_of(c.issue)} {c.reason}"
        for c in revision.closed
    ]
    if revision.published != unit.en_text:
        lines.append(f"English before: {revision.published} (edited by {revision.who} {revision.when[:10]})")
    return lines


def codes_of(bitext: Bitext) -> tuple[str, str]:
    """Return the language codes of the Chinese and the English for CAT tools."""
    return _CODES[bitext.zh.metadata.script if bitext.zh is not None else ""], "en-US"


def refusal(id: int | str, error: ForbiddenCharacterError) -> InputError:
    """Return the error for a unit that a format cannot hold."""
    return InputError(f"unit {id}", f"{error}; correct it in the source, or export to jsonl, which can hold it")
