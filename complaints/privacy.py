"""What of a person may be shown: phones and identity numbers are masked everywhere by default."""

from __future__ import annotations

import re

# Eleven digits, also written with spaces or dashes, that are not part of a longer number.
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)([ -]?)(\d{4})([ -]?)(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[- ]?)(\d{3,4})(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dXx])")


def mask_phone(phone: str) -> str:
    """The phone with its middle hidden: 138****1234."""
    return mask_text(phone)


def mask_text(text: str) -> str:
    """The text with every phone and identity number in it masked."""
    text = _IDENTITY.sub(lambda found: f"{found[1]}********{found[3]}", text)
    text = _MOBILE.sub(lambda found: f"{found[1]}****{found[5]}", text)
    return _LANDLINE.sub(lambda found: f"{found[1]}****{found[3][-2:]}", text)


def mask_name(name: str) -> str:
    """The family name alone: 王某."""
    return f"{name[0]}某" if name else ""


def hide_name(text: str, name: str) -> str:
    """The text with this name, where it stands in it, as the family name alone."""
    return text.replace(name, mask_name(name)) if len(name) >= 2 else text
