"""Copies are known by their sentences: other navigation, script and case do not matter, other figures do."""

from conferences import conference

from align.pairing.copies import copies, fingerprint


def sentences(seed: int, side: str = "zh") -> list[str]:
    return [line for line in getattr(conference(seed, sentences=30), side).split("\n") if line]


def test_a_page_with_other_navigation_is_a_copy():
    page = sentences(1)
    assert copies([fingerprint(p) for p in (page, sentences(2), ["首页 > 新闻", *page, "打印本页"])]) == {2: 0}


def test_documents_of_one_series_and_an_abridged_one_are_no_copies():
    page = sentences(1)
    series = [[line.replace("5", "6").replace("3", "4").replace("1", "2") for line in page], page[: len(page) // 2]]
    assert copies([fingerprint(p) for p in (page, *series)]) == {}


def test_the_first_is_the_original_and_an_empty_document_is_a_copy_of_nothing():
    page = sentences(3, "en")
    assert copies([{}, fingerprint(page), {}, fingerprint(page), fingerprint([p.upper() for p in page])]) == {
        3: 1,
        4: 1,
    }
