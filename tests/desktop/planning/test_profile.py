"""The opening's sentence says what the user said of the township, and no more."""

from __future__ import annotations

import pytest

from desktop.planning.profile import profile_sentence
from tests.desktop.planning.conftest import Draft


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, ""),
        ({"township": "示例镇"}, ""),
        ({"villages": "21"}, "本镇现有21个行政村。"),
        (
            {
                "township": "示例镇",
                "villages": "21 个行政村、2 个社区",
                "population": "3.8万",
                "members": "1260 名党员",
                "existing": "已有网格长",
            },
            "示例镇现有21 个行政村、2 个社区，人口3.8万人，1260 名党员。已有网格长。",
        ),
        ({"population": "常住人口约四万。"}, "本镇现有常住人口约四万。"),
    ],
)
def test_it_is_made_of_what_is_filled_in(fields: dict[str, str], sentence: str) -> None:
    assert profile_sentence(Draft(**fields).plan) == sentence
