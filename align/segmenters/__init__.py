"""Segmenters: from the text of a file to a document with turns, paragraphs and sentences."""

from dataclasses import replace

from align.language.quotes import Quotations
from align.language.script import script_of, simplified
from align.model.document import Document, Language, Segment, Source
from align.segmenters import chinese, english
from align.segmenters.transcript import layout

__all__ = ["segment"]


def segment(
    source: Source,
    language: Language,
    *,
    quotations: Quotations = "split",
    semicolons: bool = False,
    titled: bool = False,
) -> Document:
    """Find the structure of a text, then its sentences. All spans count characters of ``source.text``.

    ``quotations`` and ``semicolons``: see :func:`align.segmenters.chinese.sentence_spans`; use the same values for both
    languages. The defaults come closest to the annotators of gold alignments: on novels, splitting quotations gives
    boundary F1 .99 on both sides, keeping them whole .93. ``titled``: see :func:`align.segmenters.transcript.layout`.

    >>> document = segment(Source("", "主持人：大家好。现在开会。\\n记者：请问……？"), "zh")
    >>> document.sentences(), [turn.speaker for turn in document.turns]
    (['大家好。', '现在开会。', '请问……？'], ['主持人', '记者'])
    """
    script = script_of(source.text) if language == "zh" else ""
    text = simplified(source.text) if script == "Hant" else source.text
    found = layout(source, language, compared=text, titled=titled)
    sentence_spans = chinese.sentence_spans if language == "zh" else english.sentence_spans
    segments: list[Segment] = []
    for paragraph, ((start, end), turn) in enumerate(found.paragraphs):
        for span in sentence_spans(text, start=start, end=end, quotations=quotations, semicolons=semicolons):
            segments.append(Segment(len(segments), span, paragraph, turn))
    return Document(
        language,
        source.name,
        source.text,
        tuple(segments),
        tuple(span for span, _ in found.paragraphs),
        found.turns,
        found.asides,
        replace(found.metadata, script=script),
        source.places,
    )
