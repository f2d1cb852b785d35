"""Names the language of a text, cheaply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from onrecord.lexicon.documents import DocumentRules

ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_LETTER = re.compile(r"[A-Za-z]")


@cache
def load_identifier() -> LanguageIdentifier:
    """py3langid's model: 0.4 s, spent when the first text needs it; who will see many texts loads it beforehand."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify_language(clean: str, given: str | None, rules: DocumentRules) -> str:
    """The ISO 639-1 code of the text's language, judged by its first characters (settings.toml says how many).

    Enough English function words there, or in the middle of the text, or a short text mostly in ASCII letters,
    is English without more ado (a short text is what ``given`` says, if anything is given). Else py3langid
    decides (Lui and Baldwin 2012, "langid.py"): where the letters are ASCII it must be sure, or sure that it is
    not English and find next to no English function words. Upper-case text is lower-cased for it. A text without
    letters counts as English.
    """
    settings = rules.settings
    sample = clean[: settings.sample_chars].lower()
    words = _WORD.findall(sample)
    if len(sample) >= settings.short_chars and _share(words, rules) >= settings.function_share:
        return ENGLISH
    letters = sum(map(len, words))
    mostly_ascii = len(_ASCII_LETTER.findall(sample)) >= settings.ascii_share * letters
    if len(sample) < settings.short_chars and (mostly_ascii or given):
        return given.split("-")[0].split("_")[0].lower() if given else ENGLISH
    if _share(_WORD.findall(_middle(clean, settings.sample_chars)), rules) >= settings.function_share:
        return ENGLISH  # menus, names or codes in front of an English text; spares loading py3langid's model
    ranked = dict(load_identifier().rank(sample))
    language = max(ranked, key=lambda name: ranked[name])
    sure = ranked[language] >= settings.sure
    foreign = _share(words, rules) < settings.foreign_share and ranked[ENGLISH] < 1 - settings.sure
    is_near = language in settings.near_english or (mostly_ascii and not sure and not foreign)
    return ENGLISH if is_near else str(language)


def _middle(clean: str, chars: int) -> str:
    start = max(0, (len(clean) - chars) // 2)
    return clean[start : start + chars].lower()


def _share(words: Sequence[str], rules: DocumentRules) -> float:
    """The share of English function words; 0 where there is no word."""
    return sum(map(rules.english_words.__contains__, words)) / max(1, len(words))
