"""What is left of an input method in a message: "nuocws", "ddường", "bij" are read as the syllables that were meant."""

import re
from functools import lru_cache

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet
ieu im in inh ip it iu o oa oac oach oai oan oang oanh oat oay oc oe oen oet oi om on ong ooc op ot u ua uan
uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet
uynh uyt y yem yen yet yeu uya oao oeo
""".split()
_SYLLABLE = re.compile(
    rf"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?(?:{'|'.join(sorted(_RIMES, key=len, reverse=True))})"
)
# Telex writes ơ ư ă with w; VNI writes every mark with a digit.
_KEYS = str.maketrans("", "", "w123456789")
_DOUBLED = re.compile(r"([daeo])\1")
_TONE = re.compile(r"(?<=[a-z])[sfrxj]+$")


def is_syllable(bare: str) -> bool:
    """Tell whether `bare` (no diacritics) could be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(bare) is not None


@lru_cache(maxsize=16_384)
def healed(bare: str) -> str:
    """Return the syllable that was meant, without marks; `bare` itself when it is one or none can be made of it."""
    if len(bare) < 3 or len(bare) > 12 or is_syllable(bare):
        return bare
    tried = _DOUBLED.sub(r"\1", bare.translate(_KEYS))
    for meant in (tried, _TONE.sub("", tried)):
        if is_syllable(meant):
            return meant
    return bare
