"""What the public DTDs and schemas of TMX 1.4b, XLIFF 1.2 and 2.1 and TBX-Basic ask for, as far as we use it.

Written from the specifications: for each element a regular expression over its children's names, each with a space
after it ("#text" at the end where there may be text), the attributes it must have, and those it may have.
"""

import re

from lxml import etree

XLIFF_1, XLIFF_2 = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"
ITS, MDA, TBX_3 = "http://www.w3.org/2005/11/its", "urn:oasis:names:tc:xliff:metadata:2.0", "urn:iso:std:iso:30042:ed-2"
XML = "http://www.w3.org/XML/1998/namespace"

# name -> (children, required attributes, optional attributes)
Model = dict[str, tuple[str, str, str]]
TMX: Model = {
    "tmx": ("header body ", "version", ""),
    "header": (
        "(note |prop |ude )*",
        "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype",
        "o-encoding creationdate creationid changedate changeid",
    ),
    "body": ("(tu )*", "", ""),
    "tu": (
        "(note |prop )*(tuv )+",
        "",
        "tuid o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate creationid"
        " changedate segtype changeid o-tmf srclang",
    ),
    "tuv": ("(note |prop )*seg ", "xml:lang", "o-encoding datatype usagecount creationdate changedate"),
    "seg": ("#text", "", ""),
    "note": ("#text", "", "o-encoding xml:lang"),
    "prop": ("#text", "type", "xml:lang o-encoding"),
}
XLIFF_12: Model = {
    "xliff": ("(file )+", "version", "xml:lang its:version"),
    "file": ("header body ", "original source-language datatype", "target-language tool-id date xml:space"),
    "header": ("(skl )?(tool |note )*", "", ""),
    "tool": ("", "tool-id tool-name", "tool-version tool-company"),
    "body": ("(group |trans-unit )*", "", ""),
    "trans-unit": (
        "source (seg-source )?(target )?(note |alt-trans )*(its:\\S+ |align:\\S+ )*",
        "id",
        "approved xml:space",
    ),
    "source": ("#text", "", "xml:lang"),
    "target": ("#text", "", "state state-qualifier xml:lang its:locQualityIssuesRef"),
    "note": ("#text", "", "from annotates priority xml:lang"),
    "its:locQualityIssues": ("(its:locQualityIssue )+", "xml:id", "its:version"),
    "its:locQualityIssue": (
        "",
        "",
        "locQualityIssueType locQualityIssueComment locQualityIssueSeverity locQualityIssueEnabled",
    ),
    "align:record": ("#text", "", ""),
}
XLIFF_21: Model = {
    "xliff": ("(file )+", "version srcLang", "trgLang xml:space its:version"),
    "file": ("(unit |group )+", "id", "original xml:space"),
    "unit": ("(its:\\S+ |mda:\\S+ )*(notes )?(originalData )?(segment |ignorable )+", "id", "name xml:space"),
    "notes": ("(note )+", "", ""),
    "note": ("#text", "", "id category appliesTo priority"),
    "segment": ("source (target )?", "", "id state subState canResegment"),
    "source": ("(sm |em |mrk )*#text", "", "xml:lang xml:space"),
    "target": ("(sm |em |mrk )*#text", "", "xml:lang xml:space order"),
    "sm": ("", "id", "type value ref its:locQualityIssuesRef"),
    "em": ("", "startRef", ""),
    "its:locQualityIssues": XLIFF_12["its:locQualityIssues"],
    "its:locQualityIssue": XLIFF_12["its:locQualityIssue"],
    "mda:metadata": ("(mda:metaGroup )+", "", "id"),
    "mda:metaGroup": ("(mda:meta |mda:metaGroup )+", "", "id category appliesTo"),
    "mda:meta": ("#text", "type", ""),
}
TBX_V2: Model = {
    "martif": ("martifHeader text ", "type xml:lang", ""),
    "martifHeader": ("fileDesc (encodingDesc )?(revisionDesc )?", "", ""),
    "fileDesc": ("(titleStmt )?(publicationStmt )?(sourceDesc )+", "", ""),
    "sourceDesc": ("(p )+", "", ""),
    "encodingDesc": ("(p )+", "", ""),
    "p": ("#text", "", "type"),
    "text": ("body (back )?", "", ""),
    "body": ("(termEntry )+", "", ""),
    "termEntry": ("(langSet )+", "id", ""),
    "langSet": ("(tig |ntig )+", "xml:lang", ""),
    "tig": ("term (termNote )*", "", ""),
    "term": ("#text", "", ""),
    "termNote": ("#text", "type", ""),
}
TBX_V3: Model = {
    "tbx": ("tbxHeader text ", "type style xml:lang", ""),
    "tbxHeader": ("fileDesc (encodingDesc )?", "", ""),
    **{name: TBX_V2[name] for name in ("fileDesc", "sourceDesc", "p", "text", "term", "termNote")},
    "body": ("(conceptEntry )+", "", ""),
    "conceptEntry": ("(langSec )+", "id", ""),
    "langSec": ("(termSec )+", "xml:lang", ""),
    "termSec": ("term (termNote )*", "", ""),
}
VALUES = {
    "state 1.2": "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n needs-review-translation"
    " needs-translation new signed-off translated",
    "state 2.1": "initial translated reviewed final",
    "locQualityIssueType": "terminology mistranslation omission untranslated addition duplication inconsistency grammar"
    " legal register locale-specific-content locale-violation style characters misspelling typographical formatting"
    " inconsistent-entities numbers markup pattern-problem whitespace internationalization length non-conformance"
    " uncategorized other",
}


def faults(data: bytes, model: Model, namespace: str) -> list[str]:
    """What in a file the model does not allow."""
    found: list[str] = []
    ids: set[str] = set()
    for element in etree.fromstring(data).iter():
        name = short(element.tag, namespace)
        if name not in model:
            found.append(f"no element {name}")
            continue
        children, required, optional = model[name]
        line = "".join(short(child.tag, namespace) + " " for child in element)
        if not re.fullmatch(children.removesuffix("#text"), line):
            found.append(f"{name} holds {line}")
        if not children.endswith("#text") and (element.text or "").strip() + "".join(
            (child.tail or "").strip() for child in element
        ):
            found.append(f"{name} holds text")
        attributes = {short(key, "") for key in element.attrib}
        found += [f"{name} lacks {key}" for key in set(required.split()) - attributes]
        found += [f"{name} has {key}" for key in attributes - set(required.split()) - set(optional.split())]
        if (id := element.get(f"{{{XML}}}id")) is not None:
            found += [f"xml:id {id} twice"] * (id in ids)
            ids.add(id)
    return found


def short(tag: str, namespace: str) -> str:
    """A name with the prefix that the models use."""
    for uri, prefix in ((namespace, ""), (XML, "xml:"), (ITS, "its:"), (MDA, "mda:"), ("urn:x-align", "align:")):
        if uri and tag.startswith(f"{{{uri}}}"):
            return prefix + tag.rpartition("}")[2]
    return tag
