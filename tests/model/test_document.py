from align.model.document import Document, Segment, Source, Turn, from_sentences


def test_given_sentences_are_numbered_by_line_and_never_cut():
    doc = from_sentences(["第一句。第二句。", "", "三。"], "zh", name="x.txt")
    assert [s.number for s in doc.segments] == [0, 1, 2]
    assert doc.sentences() == ["第一句。第二句。", "", "三。"]


def test_passage_is_the_slice_of_the_text_within_a_paragraph():
    text = "One.  Two.\n\nThree."
    doc = Document("en", "", text, (Segment(0, (0, 4)), Segment(1, (6, 10)), Segment(2, (12, 18))))
    assert doc.passage([0, 1]) == "One.  Two."
    assert doc.passage([0, 1, 2]) == "One.  Two. Three."
    assert doc.passage([]) == ""


def test_passage_leaves_out_a_label_between_two_segments():
    text = "好。\n\n记者：请问？"
    doc = Document(
        "zh", "", text, (Segment(0, (0, 2)), Segment(1, (7, 10), 1, 1)), turns=(Turn(0), Turn(1, "记者", (4, 7)))
    )
    assert doc.passage([0, 1]) == "好。请问？"
    assert [doc.speaker(n) for n in (0, 1)] == ["", "记者"]


def test_source_needs_only_name_and_text():
    assert Source("a.txt", "x").boilerplate == ()
