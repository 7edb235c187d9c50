r"""Personal data and secrets in what is about to be published: addresses, numbers, accounts, tokens, home folders.

A figure is not a phone number: 13800000000元 has eleven digits and begins like a mobile number, so numbers before a
unit are ignored, and 18 digits are an ID number only if the birth date exists and the check digit fits (GB 11643-1999).
Hotlines (12345, 400-...) are not personal. Full-width digits count; ``\d`` and ``\b`` are not used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from align.model.document import Span

Kind = Literal[
    "e-mail address",
    "phone number",
    "ID number",
    "passport number",
    "bank card",
    "chat account",
    "access token",
    "home folder",
    "IP address",
]

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WORTH_A_LOOK = re.compile(
    "[@\uff20_/\\\\]|[A-Za-z0-9]{16}|微信|QQ|(?i:wechat|sk-)"
    "|[0-9\uff10-\uff19](?:[ ()\\-\uff0d.]{0,2}[0-9\uff10-\uff19]){3}"
)
_UNIT = r"(?![0-9]|[.,][0-9]|\s*(?:[%万亿元美人吨公千平立方米辆户件台家个]|(?:yuan|people|tonne|kilo|cubic|square)))"
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_PHONES = (
    re.compile(r"(?<![0-9.,])(?:(?:\+|00)86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}" + _UNIT),
    re.compile(r"(?<![0-9.,])0[1-9][0-9]{1,2}[ -][0-9]{3,4}[ -]?[0-9]{4}" + _UNIT),
    re.compile(r"\(0[1-9][0-9]{1,2}\) ?[0-9]{3,4}[ -]?[0-9]{4}" + _UNIT),
    re.compile(r"(?<![0-9])\+[1-9][0-9]{0,2}(?:[ -]?\(?[0-9]{2,4}\)?){2,4}" + _UNIT),
)
_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?P<birth>(?:19|20)[0-9]{6})[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_PASSPORT = re.compile(r"(?:护照|[Pp]assport)[^。\n]{0,20}?(?P<number>(?<![A-Za-z0-9])[A-Z][A-Z]?[0-9]{7,8}(?![0-9]))")
_ACCOUNT = re.compile(r"(?:卡号|账号|帐号|账户|(?i:card|account))[^。\n]{0,12}$")
_CARD = re.compile(r"(?<![0-9.,])[3-6][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?" + _UNIT)
_CHAT = (
    re.compile(
        r"(?:微信|(?i:wechat))(?:[ ]?(?:号|(?i:id)))?[ ]?(?:[:：是为]|is)?[ ]?(?P<name>[A-Za-z][A-Za-z0-9_-]{5,19})"
    ),
    re.compile(
        r"(?<![A-Za-z])QQ[ ]?(?:号码|号|群|number)?[ ]?(?:[:：是为]|is)?[ ]?(?P<name>[1-9][0-9]{4,10})(?![0-9])"
    ),
)
# Keys of services, in the forms that their issuers document.
_TOKEN_FORMS = (
    r"hf_[A-Za-z0-9]{8,}",  # Hugging Face
    r"sk-[A-Za-z0-9_-]{16,}",  # OpenAI, DeepSeek, Anthropic
    r"gh[pousr]_[A-Za-z0-9]{20,}",  # GitHub
    r"github_pat_[A-Za-z0-9_]{20,}",  # GitHub, fine-grained
    r"glpat-[A-Za-z0-9_-]{16,}",  # GitLab
    r"xox[abprs]-[A-Za-z0-9-]{10,}",  # Slack
    r"A[KS]IA[0-9A-Z]{16}",  # Amazon
    r"AIza[0-9A-Za-z_-]{30,}",  # Google
    r"LTAI[A-Za-z0-9]{12,20}",  # Alibaba Cloud
    r"pypi-[A-Za-z0-9_-]{16,}",  # PyPI
    r"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+",  # a JSON Web Token
)
_TOKENS = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_TOKEN_FORMS)})")
_HOME = re.compile(r"(?:/(?:home|Users)/|[A-Za-z]:[\\/]Users[\\/])[^\s/\\\"'<>|:：，。；、）)]{1,64}")
_IP = re.compile(
    r"(?<![0-9A-Za-z.])(?<!第)(?<!version )(?<!Version )(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}"
    r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9A-Za-z]|\.[0-9]|[条节章款])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_LEAST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Personal:
    """A piece of personal data: its kind, span and text."""

    kind: Kind
    span: Span
    text: str


def find(text: str, *, accept: frozenset[str] = frozenset()) -> tuple[Personal, ...]:
    """Return the personal data in a text, in order and without overlaps; skip strings in ``accept``.

    >>> [(p.kind, p.text) for p in find("请致电138-0013-8000或写信给li@example.cn。")]
    [('phone number', '138-0013-8000'), ('e-mail address', 'li@example.cn')]
    >>> find("总额达13800138000元，见第110108199001011234号文件。")
    ()
    """
    if not _WORTH_A_LOOK.search(text):
        return ()
    plain = text.translate(_ASCII)  # one character per character: offsets stay
    found: list[Personal] = []
    for kind, (start, end) in sorted(_candidates(plain), key=lambda item: (item[1][0], -item[1][1])):
        free = not found or found[-1].span[1] <= start
        if free and text[start:end] not in accept:
            found.append(Personal(kind, (start, end), text[start:end]))
    return tuple(found)


def mask(text: str, *, accept: frozenset[str] = frozenset()) -> str:
    """Replace each character of personal data by an asterisk, so that spans stay valid.

    >>> mask("写信给li@example.cn。")
    '写信给*************。'
    """
    for item in find(text, accept=accept):
        start, end = item.span
        text = text[:start] + "*" * (end - start) + text[end:]
    return text


def _candidates(plain: str) -> Iterator[tuple[Kind, Span]]:
    for match in _EMAIL.finditer(plain):
        yield "e-mail address", match.span()
    for match in _ID.finditer(plain):
        if _is_id(match[0], match["birth"]):
            yield "ID number", match.span()
    for match in _PASSPORT.finditer(plain):
        yield "passport number", match.span("number")
    for match in _TOKENS.finditer(plain):
        yield "access token", match.span()
    for match in _HOME.finditer(plain):
        yield "home folder", match.span()
    for match in _IP.finditer(plain):
        yield "IP address", match.span()
    for match in _CARD.finditer(plain):
        if 14 <= sum(character.isdecimal() for character in match[0]) <= 19 and (
            _is_card(match[0]) or _ACCOUNT.search(plain, max(0, match.start() - 20), match.start())
        ):
            yield "bank card", match.span()
    for pattern in _CHAT:
        for match in pattern.finditer(plain):
            yield "chat account", match.span("name")
    for pattern in _PHONES:
        for match in pattern.finditer(plain):
            if sum(character.isdecimal() for character in match[0]) >= _LEAST_DIGITS:
                yield "phone number", match.span()


def _is_card(number: str) -> bool:
    """True if the check digit fits (Luhn, ISO/IEC 7812)."""
    digits = [int(character) for character in number if character.isdecimal()]
    doubled = [digit if k % 2 == 0 else sum(divmod(2 * digit, 10)) for k, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _is_id(number: str, birth: str) -> bool:
    try:
        date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
