"""Pairs of opposites in the language of transcripts and news, for the ``direction`` scorer. Own work.

Each pole lists the Chinese words that state it and every English word that may render it: the English side is
generous, since a rendering that is missing here would be an alarm. Long words come with ``\\w*`` endings. A pair
belongs here when a slip between its poles changes what is reported; each has a test that both directions are found.

The tables grow by a pair at a time; as CSV their patterns could not be checked by the linter or commented.
"""

from align.scorers.direction.opposites_of_amount import AMOUNTS
from align.scorers.direction.opposites_of_state import STATES
from align.scorers.direction.poles import Pair

PAIRS: tuple[Pair, ...] = (*AMOUNTS, *STATES)
# What a word says more exactly than its pole does.
NAMES = {
    "缩小": "narrow",
    "收窄": "narrow",
    "下调": "lower",
    "调低": "lower",
    "降低": "lower",
    "放缓": "slow",
    "上调": "raise",
    "调高": "raise",
    "提高": "raise",
    "扩大": "expand",
    "改善": "improve",
    "提升": "improve",
    "多数": "most",
    "大多数": "most",
    "绝大多数": "the vast majority",
    "少数": "few",
    "极少数": "very few",
}
