"""Cuts the piece table to the scripts of the languages served.

A piece stays when each of its characters is of a kept script or of none.
Order, scores and the normalizer stay as they are; ids close up, so the map
from old to new ids is monotone.
"""

import functools
import unicodedata

KEPT_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")

# Letters by category, signs by use. NFKC turns the micro sign into the Greek
# letter and the ohm sign into omega.
SIGNS = {"μ", "Ω"}

# First words of the names of letters, marks and digits that belong to no
# script or to one of the kept ones under another name.
KEPT_NAMES = KEPT_SCRIPTS + (
    "CARON",
    "COMBINING",
    "DIGIT",
    "DOUBLE-STRUCK",
    "EXTENDED",
    "FEMININE",
    "MASCULINE",
    "MODIFIER",
    "SUPERSCRIPT",
    "SUBSCRIPT",
    "VULGAR",
    "VARIATION",
    "ZERO",
)
# EXTENDED ARABIC-INDIC DIGIT, ARABIC-INDIC DIGIT.
ARABIC_DIGITS = ("ARABIC-INDIC", "EXTENDED ARABIC-INDIC")

# Punctuation and signs are kept unless their name begins with a script that
# is not kept: DEVANAGARI DANDA, THAI CURRENCY SYMBOL BAHT, KATAKANA MIDDLE DOT.
FOREIGN_SIGNS = (
    "ARMENIAN",
    "BENGALI",
    "CANADIAN",
    "CJK",
    "DEVANAGARI",
    "ETHIOPIC",
    "GEORGIAN",
    "GREEK",
    "GUJARATI",
    "GURMUKHI",
    "HANGUL",
    "HEBREW",
    "HIRAGANA",
    "IDEOGRAPHIC",
    "KANGXI",
    "KATAKANA",
    "KATAKANA-HIRAGANA",
    "KHMER",
    "LAO",
    "MALAYALAM",
    "MONGOLIAN",
    "MYANMAR",
    "OLD",
    "ORIYA",
    "RUNIC",
    "SINHALA",
    "SYRIAC",
    "TAMIL",
    "TELUGU",
    "THAANA",
    "THAI",
    "TIBETAN",
    "YI",
)


@functools.cache
def is_kept_char(char: str) -> bool:
    if char in SIGNS or char == "▁":
        return True
    category = unicodedata.category(char)
    name = unicodedata.name(char, "")
    first = name.split(" ")[0]
    if category[0] in "LM":
        return first in KEPT_NAMES and "HIRAGANA" not in name and "KATAKANA" not in name
    if category == "Nd":
        return char.isascii() or name.startswith(ARABIC_DIGITS)
    if category in ("Nl", "No"):
        return first not in FOREIGN_SIGNS and "IDEOGRAPH" not in name
    if category in ("Cn", "Co", "Cs"):
        return False
    return first not in FOREIGN_SIGNS and "IDEOGRAPH" not in name


def kept_ids(tokenizer: dict) -> list[int]:
    """Old ids in the order of the new ones. The mask piece is not needed."""
    n_special = 4  # <s> <pad> </s> <unk>
    vocab = tokenizer["model"]["vocab"]
    assert [piece for piece, _ in vocab[:n_special]] == ["<s>", "<pad>", "</s>", "<unk>"]
    kept = list(range(n_special))
    for old, (piece, _) in enumerate(vocab):
        if old >= n_special and piece != "<mask>" and all(map(is_kept_char, piece)):
            kept.append(old)
    return kept


def cut(tokenizer: dict, kept: list[int]) -> dict:
    """The same tokenizer with the kept pieces only."""
    vocab = tokenizer["model"]["vocab"]
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": tokenizer["version"],
        "truncation": None,
        "padding": None,
        "added_tokens": [t for t in tokenizer["added_tokens"] if t["content"] != "<mask>"],
        "normalizer": tokenizer["normalizer"],
        "pre_tokenizer": metaspace,
        "post_processor": tokenizer["post_processor"],
        "decoder": metaspace,
        "model": {
            "type": "Unigram",
            "unk_id": tokenizer["model"]["unk_id"],
            "vocab": [vocab[old] for old in kept],
            "byte_fallback": False,
        },
    }
