"""The colours of tracks can be read: axe skips labels of a single letter, as their numbers are."""

import re

import pytest
from django.conf import settings

ENOUGH = 4.5
"""WCAG 2.2, 1.4.3 Contrast (Minimum), for text of any size."""


def schemes() -> dict[str, dict[str, str]]:
    """The colours by name, in light and in dark; what dark does not set is as in light."""
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    return {
        "light": found,
        "dark": {**found, **dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))},
    }


SCHEMES = schemes()
HUES = [name.removeprefix("on-") for name in SCHEMES["light"] if name.startswith("on-")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_there_is_a_hue_for_each_of_the_ten_tracks():
    assert len(HUES) == 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hue", HUES)
def test_the_number_of_a_track_can_be_read_on_its_hue(scheme, hue):
    colours = SCHEMES[scheme]
    assert contrast(colours[f"on-{hue}"], colours[hue]) >= ENOUGH


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("hue", HUES)
def test_text_in_the_ink_of_a_track_can_be_read(scheme, hue, ground):
    colours = SCHEMES[scheme]
    assert contrast(colours[f"{hue}-ink"], colours[ground]) >= ENOUGH
