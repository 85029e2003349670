"""The letters of scripts that leave no blanks between words: Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese.

`model.search` finds words of these scripts inside a longer run. Ranges are of Unicode 16, letters and marks only:
digits and punctuation of the scripts are none, and neither are the fillers of Hangul, which are letters by their
category but show nothing. Text is in NFKC before it is looked at, so compatibility forms do not occur.
"""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_KANA: Final = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\U0001aff0-\U0001b16f"
_BOPOMOFO: Final = "\u3105-\u312f\u31a0-\u31bf"
_HANGUL: Final = "\u1100-\u115e\u1161-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb"
_THAI: Final = "\u0e01-\u0e3a\u0e40-\u0e4e"
_LAO: Final = "\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
_KHMER: Final = "\u1780-\u17b3\u17b6-\u17d3\u17d7\u17dc\u17dd"
_BURMESE: Final = "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"

RUN: Final = re.compile(f"[{_HAN}{_KANA}{_BOPOMOFO}{_HANGUL}{_THAI}{_LAO}{_KHMER}{_BURMESE}]+")
"""One or more letters without a blank between them."""

NO_LETTERS: Final[dict[int, str | None]] = {
    **dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0), " "),
    **dict.fromkeys((0x17B4, 0x17B5, *range(0x302A, 0x3030))),
}
"""What is no letter of a run though its category says so, for `str.translate`: the fillers of Hangul are blanks, the
silent vowels of Khmer and the tone marks of old texts nothing.
"""
