"""Only what is clearly another language is kept from extraction."""

import pytest

from articles.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president said that China does not want the war to go on.", "en"),
        ("Ann Chen said no.", "en"),
        ("Xi Jinping, Zhao Lijian, Yang Jiechi, Liu Pengyu, Lavrov, Siluanov, Peskov", "en"),
        ("1234 5678", "en"),
        ("Le président a dit que la Chine ne soutient pas la guerre en Ukraine.", "fr"),
        ("Der Präsident sagte, China wolle keinen Krieg in der Ukraine.", "de"),
        ("Президент России заявил, что Китай поддерживает мир.", "ru"),
        ("习近平表示，中国支持和平，反对战争，希望各方对话谈判，解决乌克兰危机。", "zh"),
    ],
)
def test_the_language_is_told(text, language):
    assert language_of(text) == language
