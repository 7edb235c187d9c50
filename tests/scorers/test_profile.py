import json
from pathlib import Path

import pytest
from error_injector.measure import RememberedStates

from align.embedders import load
from align.embedders.cached import cached
from align.embedders.token_encoders import load_token_encoder
from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers import SCORERS
from align.scorers.decision import SENSITIVITIES
from align.scorers.profile import DEFAULT, Profile, apply, read_profile

ERRORS = Path(__file__).resolve().parents[2] / "corpora" / "genres" / "development.errors.jsonl"


def profile(tmp_path, text):
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path)


def issue(confidence, scorer="figures", severity="major", kind="mistranslation/number"):
    return Issue(scorer, kind, severity, confidence, "…")


def units(*issues):
    return [TranslationUnit(n, (n,), (n,), "是。", "Yes.", issues=found) for n, found in enumerate(issues)]


def test_the_default_changes_nothing():
    given = units((issue(0.5), issue(0.1, severity="neutral")), ())
    assert apply(given, DEFAULT) == (tuple(given), ())
    assert DEFAULT.scorers == tuple(SCORERS)


def test_a_file_turns_scorers_off(tmp_path):
    found = profile(tmp_path, '﻿off = ["residue", "terms"]\n')
    assert set(SCORERS) - set(found.scorers) == {"residue", "terms"}
    pair = [TranslationUnit(0, (0,), (0,), "去3次。", "We go four times to 山西。")]
    assert {i.scorer for i in Checker(profile=Profile(tuple(found.scorers))).units(pair)[0].issues} == {"figures"}
    assert profile(tmp_path, 'on = ["terms", "figures"]').scorers == ("figures", "terms")
    assert profile(tmp_path, "on = []").scorers == ()


def test_scorers_that_are_off_are_not_held_back():
    kept, held = apply(units((issue(0.9), issue(0.9, "terms"))), Profile(("terms",)))
    assert [i.scorer for i in kept[0].issues] == ["terms"]
    assert held == ()


@pytest.mark.parametrize(
    ("table", "severity"),
    [
        ({}, "major"),
        ({"figures": "minor"}, "minor"),
        ({"mistranslation": "critical", "figures": "minor"}, "critical"),
        ({"mistranslation/number": "neutral", "mistranslation": "critical"}, "neutral"),
        ({"figures:mistranslation": "minor", "mistranslation/number": "critical"}, "minor"),
        ({"figures:mistranslation/number": "critical", "figures:mistranslation": "minor"}, "critical"),
        ({"terms": "minor", "terms:mistranslation": "minor", "omission": "minor"}, "major"),
    ],
)
def test_the_most_precise_severity_counts(table, severity):
    kept, _ = apply(units((issue(0.9),)), Profile(severity=table))
    assert kept[0].issues[0].severity == severity


def test_a_limit_keeps_the_surest_and_returns_the_others():
    given = units(*[(issue(n / 100),) for n in range(100)])
    kept, held = apply(given, Profile(alarms={"all": 3}))
    assert [u.id for u in kept if u.issues] == [97, 98, 99]
    assert [unit.id for unit, _ in held] == list(range(96, -1, -1))
    assert [i.confidence for _, i in held][:2] == [0.96, 0.95]


def test_limits_of_one_scorer_and_of_all_hold_together():
    given = units(*[(issue(0.9), issue(0.8, "omission"), issue(0.7, "terms")) for _ in range(100)])
    kept, held = apply(given, Profile(alarms={"figures": 2, "all": 5}))
    scorers = [i.scorer for u in kept for i in u.issues]
    assert (scorers.count("figures"), scorers.count("omission"), scorers.count("terms")) == (2, 3, 0)
    assert len(held) + len(scorers) == 300


def test_of_equally_sure_alarms_the_most_severe_is_kept_then_the_first():
    given = units((issue(0.9, severity="minor"),), (issue(0.9, severity="critical"),), (issue(0.9, severity="minor"),))
    kept, _ = apply(given, Profile(alarms={"all": 60}))
    assert [u.id for u in kept if u.issues] == [0, 1]


def test_a_short_text_keeps_one_alarm_unless_none_is_wanted():
    given = units((issue(0.9), issue(0.8)))
    assert len(apply(given, Profile(alarms={"all": 0.5}))[0][0].issues) == 1
    assert apply(given, Profile(alarms={"figures": 0}))[0][0].issues == ()


def test_notes_are_neither_counted_nor_held_back():
    given = units((issue(0.9, severity="neutral"), issue(0.5), issue(0.4)))
    kept, held = apply(given, Profile(alarms={"all": 1}))
    assert [i.confidence for i in kept[0].issues] == [0.9, 0.5]
    assert [i.confidence for _, i in held] == [0.4]


def test_severities_are_set_before_alarms_are_counted(tmp_path):
    found = profile(tmp_path, '[severity]\nterms = "neutral"\n[alarms]\nall = 1\n')
    kept, held = apply(units((issue(0.9, "terms"), issue(0.5))), found)
    assert [(i.scorer, i.severity) for i in kept[0].issues] == [("terms", "neutral"), ("figures", "major")]
    assert held == ()
    assert found.name == "office.toml"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("of = []", "unknown key 'of'; choose from on, off, sensitivity, second_opinion, .*severity or alarms"),
        ('off = "terms"', "off: expected a list"),
        ('off = ["numbers"]', "off: unknown scorer 'numbers'; choose from figures"),
        ("off = [[]]", r"off: unknown scorer \[\]"),
        ('on = ["terms"]\noff = ["names"]', "both on and off"),
        ('severity = "minor"', "severity: expected a table"),
        ('[severity]\nnumbers = "minor"', "severity: 'numbers' is neither a scorer"),
        ('[severity]\n"numbers:omission" = "minor"', "severity: 'numbers:omission' is neither a scorer"),
        ('[severity]\nterms = "grave"', "severity: terms is 'grave'; expected neutral, minor, major or critical"),
        ("[severity]\nterms = 1", "severity: terms is 1"),
        ("[alarms]\nnumbers = 1", "alarms: unknown scorer 'numbers'; choose from all, figures"),
        ("[alarms]\nall = -1", "alarms: all is -1"),
        ("[alarms]\nall = nan", "alarms: all is nan"),
        ("[alarms]\nall = true", "alarms: all is True"),
        pytest.param("[alarms]\nall = 1" + "0" * 400, "expected a number of alarms", id="no float holds it"),
        ("off = [", "is not TOML: Invalid value"),
    ],
)
def test_a_bad_profile_names_file_key_and_what_was_expected(tmp_path, text, reason):
    with pytest.raises(InputError, match=f"office.toml: .*{reason}"):
        profile(tmp_path, text)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml"):
        read_profile(tmp_path / "none.toml")
    (tmp_path / "junk.toml").write_bytes(b"\xff\xfe\x00junk")
    with pytest.raises(InputError, match=r"junk\.toml: is not UTF-8"):
        read_profile(tmp_path / "junk.toml")


def test_a_higher_sensitivity_raises_more(tmp_path):
    rows = [json.loads(line) for line in ERRORS.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["kind"].split()[0] in ("negation", "modality", "direction", "bound")][:40]
    pairs = [TranslationUnit(n, (n,), (n,), row["zh"], row["en"]) for n, row in enumerate(chosen)]
    embedder, tokens = cached(load()), RememberedStates(load_token_encoder())
    counts = []
    for name in SENSITIVITIES:
        rules = profile(tmp_path, f'sensitivity = "{name}"\non = ["negation", "modality", "direction", "bounds"]')
        checked = Checker(rules, embedder=embedder, tokens=lambda: tokens).units(pairs)
        counts.append(sum(issue.severity in ("major", "critical") for unit in checked for issue in unit.issues))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    with pytest.raises(InputError, match="unknown value 'loud'; choose from low, normal or high"):
        profile(tmp_path, 'sensitivity = "loud"')
