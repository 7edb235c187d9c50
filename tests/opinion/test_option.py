"""The option of the command line: off by default, agreed to before anything is asked, and named in what is written."""

import json
import socket

import pytest
from opinion.stub_server import chat, echoed, plain, serving
from typer.testing import CliRunner

from align.cli import app
from align.model.errors import InputError
from align.opinion.spec import Spec, parse

PAIRS = "投资5亿元。\tIt invested 5 million yuan.\n山西没有退缩。\tShanxi has not backed down.\n"


@pytest.fixture
def pairs(tmp_path, monkeypatch):
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    (tmp_path / "figures.toml").write_text('on = ["figures"]\n', encoding="utf-8")  # loads no word links
    return path


def checked(pairs, *arguments):
    profile = () if "--profile" in arguments else ("--profile", pairs.parent / "figures.toml")
    return CliRunner().invoke(app, ["check", str(pairs), *map(str, profile), *map(str, arguments)])


@pytest.fixture(scope="module")
def plainly(tmp_path_factory):
    """What is written without the option."""
    path = tmp_path_factory.mktemp("plain") / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    (path.parent / "figures.toml").write_text('on = ["figures"]\n', encoding="utf-8")
    return checked(path).stdout


def surprised(path, body):
    """A model that finds "500 million" improbable."""
    return echoed(body["prompt"], lambda _: -9.0 if "500 million" in body["prompt"] else -1.0)


def test_without_the_option_no_socket_is_opened(pairs, plainly, monkeypatch):
    def opened(*_, **__):
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", opened)
    monkeypatch.setattr(socket, "create_connection", opened)
    assert checked(pairs).stdout == plainly
    assert '"severity": "critical"' in plainly
    assert '"opinion"' not in plainly


def test_nothing_is_asked_that_was_not_agreed_to(pairs):
    with serving(surprised) as stub:
        run = checked(pairs, "--second-opinion", f"{stub.address}#qwen")
        assert run.exit_code == 2
        assert f"second reader: qwen at {stub.address}; no text leaves this machine" in run.stderr
        assert "2 questions, about" in run.stderr
        assert "--yes agrees to that" in run.stderr
        assert not [body for _, _, body in stub.asked if "投资" in body["prompt"]]


def test_an_opinion_is_asked_once_and_kept(pairs, plainly, monkeypatch):
    monkeypatch.setenv("ALIGN_OPINION_KEY", "secret")
    with serving(surprised) as stub:
        option = ("--second-opinion", f"{stub.address}#qwen", "--yes")
        first = checked(pairs, *option)
        assert {headers["Authorization"] for _, headers, _ in stub.asked} == {"Bearer secret"}
    assert checked(pairs, *option).stdout == first.stdout  # with the server gone
    assert '"opinion": {"gain": -' in first.stdout
    assert "1 flag weighed" in first.stderr
    (flag,), (weighed,) = (json.loads(text.split("\n")[0])["issues"] for text in (plainly, first.stdout))
    assert weighed["confidence"] < flag["confidence"]
    others = flag.keys() - {"values", "confidence", "severity"}
    assert {key: flag[key] for key in others} == {key: weighed[key] for key in others}


def test_a_budget_is_kept_to(pairs, plainly):
    with serving(surprised) as stub:
        run = checked(pairs, "--second-opinion", f"{stub.address}#qwen", "--yes", "--second-opinion-budget", 0)
        assert not [body for _, _, body in stub.asked if "投资" in body["prompt"]]
    assert run.stdout == plainly
    assert "the budget of 0 questions is spent" in run.stderr


def test_a_profile_may_name_it_and_the_option_overrides_it(pairs, plainly, tmp_path):
    profile = tmp_path / "office.toml"
    with serving(surprised) as stub:
        profile.write_text(f'on = ["figures"]\nsecond_opinion = "{stub.address}#qwen"\n', encoding="utf-8")
        assert '"opinion"' in checked(pairs, "--profile", profile, "--yes").stdout
        assert checked(pairs, "--profile", profile, "--second-opinion", "none").stdout == plainly


def test_a_finding_is_marked_as_the_models(pairs):
    """It must stand in the text, be confirmed by a second question, and is never critical."""
    error = (
        '{"errors": [{"type": "mistranslation", "severity": "critical", "chinese": "退缩", "english": "backed down",'
    )
    error += ' "correction": "retreated", "reason": "too weak"}]}'
    confirmed = '{"verdict": "changed", "chinese": "退缩", "english": "backed down", "reason": ""}'

    def answering(path, body):
        if path.endswith("/v1/completions"):
            return plain({}, 404)
        asked = body["messages"][1]["content"]
        return chat(confirmed if '"suspicion"' in asked else error if "退缩" in asked else "{}")

    with serving(answering) as stub:
        spec = f"{stub.address}#qwen"
        run = checked(pairs, "--second-opinion", spec, "--second-opinion-find", "all", "--yes")
    assert '"scorer": "second reader", "type": "mistranslation", "severity": "major"' in run.stdout
    assert "The second reader (qwen@127.0.0.1" in run.stdout
    assert '"id": ""' not in run.stdout
    assert "1 error found, 0 not confirmed" in run.stderr


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unknown second reader"),
        ("qwen", "unknown second reader"),
        ("https://host/v1", "names no model"),
        ("https://me:secret@host/v1#m", "holds no key"),
        ("https://host/v1?key=secret#m", "holds no key"),
        ("ftp://host#m", "is not an http or https address"),
        ("http://[::1#m", "is not an http or https address"),
        ("missing.gguf", "no such file"),
        ("ollama#", "names no model"),
        (".", "has no config.json"),
    ],
)
def test_what_names_no_reader(text, reason):
    with pytest.raises(InputError, match=reason):
        parse(text)


def test_where_a_reader_is(monkeypatch):
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert parse("ollama#qwen3:8b") == Spec("server", "qwen3:8b", "http://127.0.0.1:11434/v1")
    assert parse("ollama#qwen3:8b").is_local
    assert not parse("https://models.example/v1#m").is_local
    assert parse("Qwen/Qwen2.5-1.5B").kind == "transformers"


def test_a_key_is_not_sent_unencrypted(monkeypatch):
    from align.opinion.server import ServerReader

    monkeypatch.setenv("ALIGN_OPINION_KEY", "secret")
    with pytest.raises(InputError, match="unencrypted"):
        ServerReader(parse("http://models.example/v1#m"))


def test_a_run_and_a_batch_name_it_in_their_signatures(pairs, tmp_path):
    from align.batch.settings import Settings
    from align.batch.steps import _bitext
    from align.pairing.manifest import Entry

    zh, en, profile = tmp_path / "a.zh.txt", tmp_path / "a.en.txt", pairs.parent / "figures.toml"
    for path, column in ((zh, 0), (en, 1)):
        path.write_text("\n".join(row.split("\t")[column] for row in PAIRS.splitlines()), encoding="utf-8")
    with serving(surprised) as stub:
        spec = f"{stub.address}#qwen"
        options = ["--second-opinion", spec, "--profile", str(profile), "--yes"]
        run = CliRunner().invoke(app, ["run", str(zh), str(en), "-o", str(tmp_path / "out"), *options])
        manifest = tmp_path / "manifest.csv"
        manifest.write_text(f"zh,en\n{zh},{en}\n", encoding="utf-8")
        settings = Settings(str(manifest), str(tmp_path / "batch"), profile=str(profile), second=spec, budget=9)
        bitext = _bitext(Entry("a", zh, en, {}), settings)
    name = f"opinion:qwen@{stub.address.split('/')[2]}|prompts:2"
    assert run.exit_code == 0, run.stderr
    assert name in json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["signature"]
    assert name in bitext.signature
    assert settings.of_output()["--second-opinion"] == spec
    assert "opinion" in bitext.units[0].issues[0].values


def test_a_batch_asks_only_if_agreed_to(tmp_path):
    manifest = tmp_path / "pairs.csv"
    manifest.write_text("zh,en\na,b\n", encoding="utf-8")
    command = ["batch", str(manifest), "-o", str(tmp_path / "out"), "--second-opinion", "https://models.example/v1#m"]
    run = CliRunner().invoke(app, command)
    assert run.exit_code == 2
    assert "the texts that it is asked about are sent there" in run.stderr
    assert "--yes agrees to that" in run.stderr
