"""A file in the wrong language is told apart from a short one, a mixed one and one full of figures."""

from pathlib import Path

import pytest

from align.model.document import Source
from align.model.errors import InputError
from align.project.inputs import pair_of
from align.readers.languages import expect
from align.readers.pairs import read_bitext

ZH = "金湘军说，去年全省地区生产总值达到2.57万亿元，GDP同比增长5.0%。"
EN = "Jin Xiangjun (金湘军) said that the GDP of the province reached 2.57 trillion yuan last year, up 5.0%."


FRENCH = """
Mesdames, messieurs, bonjour. Je vous remercie d'être venus si nombreux à cette conférence de presse. L'année dernière,
notre province a maintenu une croissance régulière, et la production a dépassé pour la première fois les prévisions.
Les exportations ont augmenté de cinq pour cent, tandis que les importations sont restées stables. Nous allons continuer
à ouvrir nos marchés, à soutenir les petites entreprises et à protéger les rivières et les forêts. Les habitants de la
montagne ont reçu une aide pour réparer leurs maisons avant l'hiver. La nouvelle ligne de chemin de fer reliera la
capitale aux villes du nord en moins de deux heures. Je répondrai maintenant volontiers à toutes vos questions.
"""
SPANISH = """
Señoras y señores, buenos días. Les agradezco que hayan venido a esta rueda de prensa. El año pasado nuestra provincia
mantuvo un crecimiento estable, y la producción superó por primera vez las previsiones. Las exportaciones aumentaron un
cinco por ciento, mientras que las importaciones no cambiaron. Vamos a seguir abriendo nuestros mercados, apoyando a las
pequeñas empresas y protegiendo los ríos y los bosques. Los habitantes de la montaña recibieron ayuda para reparar sus
casas antes del invierno. La nueva línea de ferrocarril unirá la capital con las ciudades del norte en menos de dos
horas. Ahora responderé con mucho gusto a todas sus preguntas, y después visitaremos juntos la exposición.
"""
ENGLISH_WORDS = "exports rose last year and that was more than expected , said the governor of shanxi . "
NO_SENTENCES = {
    "names": "José García López, Pedro Sánchez Pérez, Jean-Luc Dupont, Marie Curie, Wolfgang Müller, Li Wei\n" * 12,
    "pinyin": "Zhang Jinping, Wang Xiaohong, Liu Guozhong, Chen Jining, Zhejiang, Heilongjiang, Guangxi\n" * 12,
    "a table": "Exports\t5.0\t12.3 bn\nImports\t3.1\t10.0 bn\nGDP\t5.2\t98.1 bn\nRevenue\t1.0\t4.4 bn\n" * 12,
    "code": "def read(path): return open(path).read()\nfor x in xs: print(x, sep=',')\nimport numpy as np\n" * 12,
    "titles": "Minister of Finance\nVice Premier\nDeputy Director\nChief Engineer\nHead of Mission\n" * 12,
    "words in small letters": ENGLISH_WORDS * 12,
    "a short text": FRENCH[:400],
}


@pytest.mark.parametrize("name", NO_SENTENCES)
def test_what_may_be_english_passes(name: str) -> None:
    expect(Source("a.txt", NO_SENTENCES[name]), "en")


@pytest.mark.parametrize("text", [FRENCH, SPANISH, FRENCH.lower(), "The article says: " + FRENCH * 3])
def test_a_language_in_latin_letters_is_not_english(text: str) -> None:
    with pytest.raises(InputError, match=r"^b\.txt: expected English, found mostly another language$"):
        expect(Source("b.txt", text), "en")
    with pytest.raises(InputError, match="expected Chinese, found mostly another language"):
        expect(Source("a.txt", text), "zh")


def test_pairs_and_bilingual_files_with_another_language_are_refused(tmp_path: Path) -> None:
    lines = [line for line in FRENCH.split(". ") if line.strip()]
    (tmp_path / "a.tsv").write_text("".join(f"{ZH}\t{' '.join(line.split())}\n" for line in lines * 2))
    with pytest.raises(InputError, match="the English side is mostly another language"):
        read_bitext(tmp_path / "a.tsv")
    both = "\n".join(f"{ZH}\n{' '.join(line.split())}." for line in lines)
    with pytest.raises(InputError, match="expected English beside the Chinese, found mostly another language"):
        pair_of([Source("a.txt", both)])


@pytest.mark.parametrize("text", [ZH, ZH * 50, "GDP", "5.0%", "", "你好 Hello", "2024\n2023", ZH + "\n" + EN])
def test_passes_as_chinese(text: str) -> None:
    expect(Source("a.txt", text), "zh")


@pytest.mark.parametrize("text", [EN, EN * 50, "是", "5.0%", "", ZH + "\n" + EN])
def test_passes_as_english(text: str) -> None:
    expect(Source("a.txt", text), "en")


def test_wrong_language_is_named() -> None:
    with pytest.raises(InputError, match=r"^conference\.en\.txt: expected Chinese, found mostly English$"):
        expect(Source("conference.en.txt", EN), "zh")
    with pytest.raises(InputError, match=r"^a\.txt: expected English, found mostly Chinese$"):
        expect(Source("a.txt", ZH), "en")
    with pytest.raises(InputError, match="found mostly another language"):
        expect(Source("a.txt", "Привет, как дела сегодня? Экономика растёт."), "zh")
    with pytest.raises(InputError, match="found mostly another language"):
        expect(Source("a.txt", "これはにほんごのぶんしょうです。けいざいがせいちょうした。"), "en")
