"""``align pair``: two folders in, a manifest and a list of the lonely out."""

import csv
import io
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conferences import conference
from typer.testing import CliRunner

from align.cli import app
from align.model.errors import InputError
from align.pairing.folders import Pair
from align.pairing.manifest import read_manifest, render


@pytest.fixture
def folders(tmp_path):
    for seed in range(6):
        made = conference(seed, sentences=24)
        for side, text in (("zh", made.zh), ("en", made.en)):
            path = tmp_path / side / ("2024" if seed % 2 else "") / f"{side}-{seed * 7 % 6}.txt"
            if (side, seed) in (("zh", 5), ("en", 4)):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (tmp_path / "zh" / "broken.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "en" / "wrong.txt").write_text(
        "これは英語ではありません。ひらがなとカタカナです。\n" * 9, encoding="utf-8"
    )
    swapped = (tmp_path / "zh" / "zh-0.txt").rename(tmp_path / "en" / "zh-0.txt")
    shutil.copy(swapped, tmp_path / "zh" / "again.txt")
    text = (tmp_path / "en" / "2024" / "en-1.txt").read_text(encoding="utf-8")
    (tmp_path / "en" / "2024" / "print.txt").write_text(f"Print | Share\n\n{text.upper()}", encoding="utf-8")
    (tmp_path / "en" / ".DS_Store").write_bytes(b"junk")
    return tmp_path


def test_pair(folders):
    manifest = folders / "list.csv"
    result = CliRunner().invoke(app, ["pair", str(folders / "zh"), str(folders / "en"), "-o", str(manifest)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("4 pairs, 0 of them less than 90 % sure")
    entries = read_manifest(manifest)
    assert len(entries) == 4
    for entry in entries:
        assert entry.zh.exists()
        assert entry.zh.name.replace("zh", "en").replace("again", "en-0") == entry.en.name
    rows = list(csv.DictReader((folders / "list.unmatched.csv").open(encoding="utf-8")))
    reasons = {Path(row["path"]).name: row["reason"] for row in rows}
    assert len(reasons) == 6
    assert "binary" in reasons["broken.txt"]
    assert "expected Chinese or English" in reasons["wrong.txt"]
    assert list(reasons.values()).count("no counterpart") == 2
    guesses = [row for row in rows if row["reason"] == "no counterpart"]
    assert all(row["guess"] and float(row["confidence"]) < 0.5 for row in guesses)
    assert reasons["zh-0.txt"] == f"a copy of {folders / 'zh' / 'again.txt'}"
    assert reasons["print.txt"] == f"a copy of {folders / 'en' / '2024' / 'en-1.txt'}"
    assert "1 file in the folder of the other language, put right" in result.stdout


def test_pairs_of_a_web_archive(folders):
    warc = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    from warcio.statusandheaders import StatusAndHeaders

    archive, manifest = folders / "crawl.warc.gz", folders / "crawl.csv"
    texts = [path for path in sorted(folders.rglob("*-*.txt")) if path.name != "zh-0.txt"]
    with archive.open("wb") as stream:
        writer = warc.WARCWriter(stream, gzip=True)
        for number, path in enumerate(texts):
            paragraphs = "".join(f"<p>{line}</p>" for line in path.read_text(encoding="utf-8").split("\n"))
            page = f"<html><head><title>{number}</title></head><body>{paragraphs}</body></html>".encode()
            for status, kind in (
                ("200 OK", "text/html; charset=utf-8"),
                ("404 Not Found", "text/html"),
                ("200 OK", "image/png"),
            ):
                headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
                address = f"https://example.org/{path.name}?{'文件' * 80}={kind[:5]}"
                writer.write_record(
                    writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=headers)
                )
    command = ["pair", str(archive), "-o", str(manifest)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    assert len(list((folders / "crawl.pages").iterdir())) == len(texts)
    pairs = read_manifest(manifest)
    assert len(pairs) == 3
    assert all(entry.zh.name.split("zh-")[1] == entry.en.name.split("en-")[1] for entry in pairs)
    for entry in pairs:
        assert entry.facts["zh_url"].startswith("https://example.org/zh-")
        assert entry.facts["en_url"].startswith("https://example.org/en-")
    assert CliRunner().invoke(app, command).exit_code == 0
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) * 2 // 3])
    broken = CliRunner().invoke(app, ["pair", str(archive), "-o", str(folders / "broken.csv")])
    assert broken.exit_code == 0, broken.output
    assert "it breaks off" in broken.stderr
    assert 0 < len(list((folders / "broken.pages").iterdir())) < len(texts)
    mixed = CliRunner().invoke(app, [*command, "--overwrite"])
    assert (mixed.exit_code, "holds other files" in mixed.stderr) == (2, True)
    archive.write_bytes(whole[:300])
    refused = CliRunner().invoke(app, ["pair", str(archive), "-o", str(folders / "cut.csv")])
    assert refused.exit_code == 2
    assert "crawl.warc.gz" in refused.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_told_and_not_paired(folders):
    name = os.fsencode(next((folders / "en").glob("en-*.txt")))
    os.rename(name, os.fsencode(folders / "en") + b"/" + "发布会.txt".encode("gbk"))
    command = ["pair", str(folders / "zh"), str(folders / "en"), "-o", str(folders / "list.csv")]
    for _ in range(2):
        assert CliRunner().invoke(app, command).exit_code == 0
    assert len(read_manifest(folders / "list.csv")) == 3
    assert "its name is not in UTF-8; rename it" in (folders / "list.unmatched.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["zh", "en"])
def test_a_folder_that_is_none(folders, which):
    sides = {"zh": str(folders / "zh"), "en": str(folders / "en"), which: str(folders / "nowhere")}
    result = CliRunner().invoke(app, ["pair", sides["zh"], sides["en"], "-o", str(folders / "x.csv")])
    assert result.exit_code == 2
    assert "expected one with texts" in result.output
    assert not (folders / "x.csv").exists()


def test_a_manifest_written_by_hand(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("zh,en,note\na/1.txt,b/1.txt,x\n\n/abs/1.txt,b/2.txt,\n", encoding="utf-8-sig")
    first, second = read_manifest(path)
    assert (first.id, first.zh, first.en) == ("1", tmp_path / "a/1.txt", tmp_path / "b/1.txt")
    assert (second.id, second.zh) == ("1-2", Path("/abs/1.txt"))


@pytest.mark.parametrize(
    ("encoding", "separator"), [("gbk", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("big5", ","), ("cp1252", ";")]
)
def test_a_manifest_that_a_spreadsheet_saved(tmp_path, encoding, separator):
    zh, en = ("überblick.txt", "é.txt") if encoding == "cp1252" else ("文本/發佈會.txt", "texts/a b.txt")
    zh = zh.replace("發佈會", "发布会") if encoding == "gbk" else zh
    path = tmp_path / "m.csv"
    rows = [("id", "zh", "en"), ("甲" if encoding != "cp1252" else "a", zh, en)]
    path.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))
    (entry,) = read_manifest(path)
    assert (entry.id, entry.zh, entry.en) == (rows[1][0], tmp_path / zh, tmp_path / en)


def test_a_manifest_with_chinese_names_is_marked_for_excel(tmp_path):
    pair = Pair(tmp_path / "发布会.txt", tmp_path / "a.txt", 0.99, None, 0.0)
    text = render([pair], tmp_path)
    assert text.startswith("\ufeffid,zh,en,")
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path / "m.csv")[0].zh == tmp_path / "发布会.txt"
    assert render([replace(pair, zh=tmp_path / "b.txt")], tmp_path).startswith("id,zh,en,")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("chinese,english\na,b\n", "expected a header line with the columns zh and en"),
        ("zh,en\na,\n", "line 2: expected a path in both"),
        ("id,zh,en\nx,a,b\nx,c,d\n", "line 3: the id 'x' is repeated"),
        ("zh,en\n", "lists no pairs"),
        (f"zh,en\na,{'b' * 200_000}\n", "is not a valid CSV after line 1 .field larger"),
    ],
)
def test_a_manifest_that_is_wrong_says_where(tmp_path, text, message):
    path = tmp_path / "m.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_manifest(path)


def test_an_id_never_leaves_the_output_folder(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("id,zh,en\n../../etc/x,a,b\n", encoding="utf-8")
    assert read_manifest(path)[0].id == "etc_x"


def test_a_corrected_manifest_is_not_written_over(folders):
    manifest = folders / "corrected.csv"
    manifest.write_text("id,zh,en\n1,zh/a.txt,en/b.txt\n")
    command = ["pair", str(folders / "zh"), str(folders / "en"), "-o", str(manifest)]
    refused = CliRunner().invoke(app, command)
    assert (refused.exit_code, "exists with other pairs" in refused.stderr) == (2, True)
    assert len(read_manifest(folders / "corrected.new.csv")) == 4
    assert manifest.read_text().startswith("id,zh,en\n1,")
    assert CliRunner().invoke(app, [*command, "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(app, command).exit_code == 0
