"""What a ledger's cells say of a problem: the mark 是否存在分歧或投诉, and words that report one or none."""

from __future__ import annotations

import re
import unicodedata

_BOX = r"[☑√✓✔■☒]"
_BOX_BEFORE = re.compile(rf"{_BOX}\s*(是|有|存在|否|无|不存在|没有)")
_BOX_AFTER = re.compile(rf"(是|有|存在|否|无|不存在|没有)\s*[(\[]?\s*{_BOX}")
_NO = re.compile(
    r"^(?:否|无|不|没|未|非|×|✗|✘|╳|☐|□|0$|n$|no\b|false|x$|/|-|—|–|空$|均无|均未|暂无|暂未|尚未|已?核实无)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:是|有|存在|确有|√|✓|✔|☑|★|☆|●|◆|▲|■|\*|※|对$|1$|y$|yes|true|v$|"
    r"分歧|投诉|争议|纠纷|标注|需标注|已标注|曾|属于)",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"分歧|投诉|争议|纠纷|12345|问政|接诉即办|热线")
_CLAUSES = re.compile(r"[,，。;；、.!！\s]+")
_NOTHING = re.compile(
    r"^(?:目前|暂时?|现阶段|企业|该企业|该公司|公司|我公司|经?了解|经?走访|走访[时中]?|经?询问|本次|均|也|且|并|暂|对方|受访人|机主)*"
    r"(?:表示|反映|称|答复)?(?:目前|暂时?|均|尚)?(?:无|没有?|未|不存在|并无|没什么|没啥|零)"
    r"(?:有|反映|提出|提|发现|遇到|存在|涉及)?(?:任何|其他|其它|具体|明显|什么|相关|需要|需|突出|新的)?"
    r"(?:需要|需|要|待)?(?:解决|协调|反映)?的?"
    r"(?:问题|诉求|困难|意见|建议|需求|投诉|分歧|异议|情况|不满|堵点|难点|和|与|及|或|以及|等|反映|事项|方面|的)*$"
)
_FINE = re.compile(r"正常|良好|平稳|顺利|满意|感谢|认可|肯定|较好|无异常|^好$|^ok$|很好|稳定", re.IGNORECASE)
_NOT_FINE = re.compile(r"不|未|难|无法|停|影响|差|慢|卡|拖|欠|缺|希望|要求")
_TROUBLE = re.compile(
    r"不[^错断少]|未|难|慢|拖|欠|贵|高|差|停|退|驳|扣|罚|缺|漏|损|慌|卡|乱|错|无法|没[有人给]|要求|希望|请求|诉求|反映|投诉|建议|"
    r"分歧|争议|纠纷|问题|申请|咨询|协调|解决|影响|迟|久|反复|多次|收费|推诿|拒"
)
_SHORTEST = 4


def mark_of(cell: str) -> bool | None:
    """What a mark says: True for one of any form (是, √, ★, 是（12345）), False for its opposite, None for neither."""
    mark = unicodedata.normalize("NFKC", cell).strip()
    if not mark:
        return None
    # 是☑否□ has its boxes behind the words, ☑是□否 before them.
    boxed = (_BOX_AFTER if mark[0] in "是有存否无" else _BOX_BEFORE).search(mark)
    if boxed and ("否" in mark or "无" in mark or "不" in mark):
        return boxed[1] in ("是", "有", "存在")
    if _NO.match(mark):
        return False
    return True if _YES.match(mark) or _SAYS_SO.search(mark) else None


def reports_nothing(text: str) -> bool:
    """Do the words say that there is no problem: 无, 暂无诉求, 生产经营正常，没有问题."""
    clauses = [clause for clause in _CLAUSES.split(unicodedata.normalize("NFKC", text).strip(" /-—\\")) if clause]
    if not clauses:
        return True
    said = [bool(_NOTHING.match(clause)) for clause in clauses]
    fine = [bool(_FINE.search(clause)) and not _NOT_FINE.search(clause) for clause in clauses]
    return all(one or other for one, other in zip(said, fine, strict=True))


def reports_trouble(text: str) -> bool:
    """Are the words clearly a problem, where no mark says whether they are."""
    words = unicodedata.normalize("NFKC", text).strip()
    return len(words) >= _SHORTEST and not reports_nothing(words) and bool(_TROUBLE.search(words))
