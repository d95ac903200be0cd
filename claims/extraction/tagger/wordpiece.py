"""WordPiece (Wu et al. 2016, as in Devlin et al. 2019): words cut into pieces an encoder knows."""

import unicodedata
from collections.abc import Sequence

LONGEST_WORD = 100  # characters; what is longer is unknown, as in the reference
MOST_PIECES = 12  # a token; web addresses would fill whole chunks otherwise


class WordPiece:
    """Cuts single tokens into numbered pieces; remembers the tokens it has seen."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """``pieces``: the encoder's vocabulary, a piece's number is its place in it."""
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self.unknown = self._number["[UNK]"]
        self.start = self._number["[CLS]"]
        self.end = self._number["[SEP]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    def __call__(self, token: str) -> tuple[int, ...]:
        """The numbers of a token's pieces; none for white space."""
        numbers = self._cache.get(token)
        if numbers is None:
            numbers = tuple(p for word in _words(token) for p in self._cut(word))[:MOST_PIECES]
            if len(self._cache) > 200_000:  # memory stays bounded however odd the texts
                self._cache.clear()
            self._cache[token] = numbers
        return numbers

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        numbers, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                if piece in self._number:
                    break
                end -= 1
            if end == start:
                return [self.unknown]
            numbers.append(self._number[piece])
            start = end
        return numbers


def _words(token: str) -> list[str]:
    """A token in lower case without accents, parted at white space, punctuation and CJK signs."""
    if token.isascii() and token.isalnum():
        return [token.lower()]
    words, current = [], ""
    for character in unicodedata.normalize("NFD", token.lower()):
        category = unicodedata.category(character)
        if category in ("Mn", "Cc", "Cf") and not character.isspace():
            continue
        alone = category[0] in "PS" or "\u4e00" <= character <= "\u9fff"
        if alone or character.isspace():
            words += [current] if current else []
            words += [character] if alone else []
            current = ""
        else:
            current += character
    return [*words, current] if current else words
