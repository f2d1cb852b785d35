"""Who says so, and how sure the text is that the named party did it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec.structs import replace

from onrecord.lexicon.coding import CodingLexicon
from onrecord.lexicon.responsibility import Responsibility
from onrecord.mentions.language import ParsedSentence
from onrecord.mentions.speakers import Statement, covers
from onrecord.records import AssertionKind, Confidence, SpanPair
from onrecord.reports.drafts import DraftAssertion, Party
from onrecord.reports.parties import speaker_of
from onrecord.reports.reading import Reading
from onrecord.reports.sides import on_whose_word
from onrecord.reports.voices import voice_of


class Deed(Enum):
    """What kind of act is told as done; ``WORDS``: accusations, demands, refusals; ``OTHER``: other acts of words, the
    law's acts, and what is not told as done."""

    FORCE = "force"
    HOSTILE = "hostile"
    PEACEFUL = "peaceful"
    WORDS = "words"
    OTHER = "other"


_TELLS = frozenset({AssertionKind.REPORTS, AssertionKind.CONFIRMS})
_BY_KIND = {
    AssertionKind.CLAIMS: Confidence.CLAIMED,
    AssertionKind.ACCUSES: Confidence.ACCUSED,
    AssertionKind.SUSPECTS: Confidence.SUSPECTED,
    AssertionKind.DENIES: Confidence.DENIED,
}


def assertions_of(
    reading: Reading, number: int, words: Sequence[int], clause: SpanPair, lexicon: CodingLexicon
) -> tuple[DraftAssertion, ...]:
    """The statements of the sentence that cover any of the event words; empty where the outlet itself tells it."""
    sentence = reading.sentences[number]
    found = []
    for statement in _covering(reading, number, words):
        speaker = speaker_of(reading, number, statement, lexicon)
        start, end = _statement_span(sentence, statement, clause)
        found.append(DraftAssertion(statement.kind, speaker.text if speaker else None, start, end))
    return tuple(found)


def _covering(reading: Reading, number: int, words: Sequence[int]) -> list[Statement]:
    sentence = reading.sentences[number]
    return [
        s
        for s in reading.statements[number]
        if s.cue not in words
        and any(covers(sentence, s, w) for w in words)
        and s.speaker not in words
        and not _tells_of_speaker(sentence, s, words)
    ]


def _tells_of_speaker(sentence: ParsedSentence, statement: Statement, words: Sequence[int]) -> bool:
    """ "The group, which raided the town in May, said ...": the deed is told of who speaks, not by them."""
    return statement.speaker is not None and set(words) <= set(sentence.subtree(statement.speaker))


def _innermost(sentence: ParsedSentence, statements: Sequence[Statement]) -> list[Statement]:
    """What is told within what is told comes first: who saw it, before the outlet that quotes him."""
    return sorted(statements, key=lambda s: len(sentence) if s.content is None else len(sentence.subtree(s.content)))


def _statement_span(sentence: ParsedSentence, statement: Statement, clause: SpanPair) -> SpanPair:
    if statement.content is None:
        return clause
    below = sentence.subtree(statement.content)
    return sentence.starts[below[0]], sentence.ends[below[-1]]


def confidence_of(
    reading: Reading, number: int, words: Sequence[int], party: Party, lexicon: CodingLexicon, deed: Deed = Deed.OTHER
) -> tuple[Confidence, str | None]:
    """How sure the text is that ``party`` did it, and on whose word (``None``: the outlet's own).

    ``deed``: for what is told as done it counts whose side the speaker is on.
    """
    is_force = deed is Deed.FORCE
    sentence = reading.sentences[number]
    hedge = _hedge(sentence, words, party, lexicon.responsibility) or _blame(sentence, words, party, lexicon)
    speaker: str | None = None
    for statement in _innermost(sentence, _covering(reading, number, words)):
        who = speaker_of(reading, number, statement, lexicon)
        itself = who is not None and who.start == party.start
        is_weighed = deed is not Deed.OTHER and statement.kind in _TELLS
        if itself and statement.kind is not AssertionKind.CLAIMS and not is_weighed:
            continue
        if deed is Deed.WORDS and statement.kind not in _TELLS:
            continue  # "the raid was claimed by X, but officials blamed Y": nobody claims the blaming
        speaker = who.text if who else speaker
        told = _BY_KIND.get(statement.kind)
        if told is Confidence.ACCUSED and who is None and statement.speaker is not None:
            continue
        if is_force and told is None and itself:
            told = Confidence.CLAIMED
        if is_force and told in (None, Confidence.CLAIMED) and who is not None and not itself:
            told = on_whose_word(reading, party, who, lexicon)
        elif deed in (Deed.HOSTILE, Deed.PEACEFUL) and told in (None, Confidence.CLAIMED) and who is not None:
            told = _of_deed(reading, party, who, lexicon, deed)
        elif is_force and told is None and statement.speaker is None and _is_hearsay(sentence, statement):
            told = Confidence.SUSPECTED
        if told is not None:
            return hedge or told, speaker
    if is_force and hedge is None and speaker is None and (voice := voice_of(reading, number, lexicon)) is not None:
        return on_whose_word(reading, party, voice, lexicon), voice.text
    return hedge or Confidence.REPORTED_AS_FACT, speaker


def _is_hearsay(sentence: ParsedSentence, statement: Statement) -> bool:
    """ "is said to have bombed", on nobody's word; not "was reported killed", of whom it was done to."""
    content, is_passive = statement.content, bool(sentence.kids(statement.cue, "auxpass"))
    if content is None or content == statement.cue:
        return is_passive
    return is_passive and (sentence.tags[content] != "VBN" or bool(sentence.kids(content, "aux")))


def told_by_party(actors: Sequence[Party], recipients: Sequence[Party]) -> tuple[Party, ...]:
    """The doers of a peaceful act: what one who took part in it tells ("the king said the envoy called him") is his
    claim of all."""
    there = {p.text for p in (*actors, *recipients)}
    return tuple(
        replace(a, confidence=Confidence.CLAIMED)
        if a.according_to in there and a.confidence is Confidence.REPORTED_AS_FACT
        else a
        for a in actors
    )


def _of_deed(reading: Reading, party: Party, who: Party, lexicon: CodingLexicon, deed: Deed) -> Confidence | None:
    """What whose word it is makes of a deed short of force: a claim of one's own side; of a hostile one that is laid
    on others an accusation."""
    told = Confidence.CLAIMED if who.start == party.start else on_whose_word(reading, party, who, lexicon)
    is_laid = deed is Deed.HOSTILE and (who.is_person or who.match.looseness != "unknown")
    return None if told is Confidence.ACCUSED and not is_laid else told


def _blame(sentence: ParsedSentence, words: Sequence[int], party: Party, lexicon: CodingLexicon) -> Confidence | None:
    """ "an attack blamed on the rebels", "a raid claimed by them": what the participle after the deed says."""
    for verb in (v for word in words for v in sentence.kids(word, "acl", "relcl")):
        lemma = sentence.lemmas[verb].lower()
        inside = any(party.start <= sentence.starts[k] < party.end for k in sentence.subtree(verb))
        if lemma in lexicon.roles.blamed and inside:
            return Confidence.CLAIMED if lemma == "claim" else Confidence.ACCUSED
    return None


def _hedge(sentence: ParsedSentence, words: Sequence[int], party: Party, rules: Responsibility) -> Confidence | None:
    for word in words:
        for child in sentence.children[word]:
            form = sentence.words[child].lower()
            if form in rules.hedges:
                return rules.hedges[form]
            if form in ("may", "might", "could") and any(
                sentence.words[c].lower() == "have" for c in sentence.children[word]
            ):
                return Confidence.POSSIBLE
    agents = [p for word in words for p in sentence.kids(word, "agent")]
    inside = [p for p in agents if any(party.start <= sentence.starts[k] < party.end for k in sentence.subtree(p))]
    for form in (sentence.words[c].lower() for p in inside for c in sentence.kids(p, "advmod")):
        if form in rules.hedges:
            return rules.hedges[form]  # "apparently by rebels"
    doubts = [rules.doubted[w] for w in party.text.lower().split()[:2] if w in rules.doubted]
    return doubts[0] if doubts else None
