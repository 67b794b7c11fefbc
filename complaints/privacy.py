"""What of a person may be shown: phones and identity numbers are masked everywhere by default."""

from __future__ import annotations

import re

# Eleven digits, also written with spaces or dashes, that are not part of a longer number.
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)([ -]?)(\d{4})([ -]?)(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[- ]?)(\d{3,4})(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dXx])")

_SECRECY = re.compile(
    r"(?<![不无用必别])(?<!无需)(?<!不需)(?:要求|请求|请|希望|申请|需要?|予以|替我|为我|给我|身份)[^,，。;；\n]{0,8}保密"
    r"|匿名(?:反映|举报|投诉)|(?:不愿意?|不便)(?:透露|公开|泄露)|不(?:同意)?公开(?:个人|姓名|身份|电话)"
    r"|(?:别|不要|请勿|不想|不愿意?|不希望)[^,，。;；\n]{0,6}(?:透露|泄露|公开|说出)[^,，。;；\n]{0,6}"
    r"(?:我|身份|姓名|名字|公司|企业|电话)"
)

_LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")
_PLACE_IN_NAME = re.compile(r"^(?:山东省?)?(?:淄博市?)?(?:博山区?)?")


def wishes_secrecy(text: str) -> bool:
    """Whether whoever complains asks in these words not to be named."""
    # Few texts hold one of these words, and looking for one is far cheaper than the pattern.
    likely = "密" in text or "匿" in text or "露" in text or "公开" in text or "说出" in text
    return likely and _SECRECY.search(text) is not None


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


def names_of_company(company: str) -> list[str]:
    """The names by which a text may call the company, the longest first: 博山清釉陶瓷有限公司, …, 清釉陶瓷."""
    without_form = _LEGAL_FORM.sub("", company)
    names = {company, without_form, _PLACE_IN_NAME.sub("", without_form)}
    return sorted((name for name in names if len(name) >= 3), key=len, reverse=True)
