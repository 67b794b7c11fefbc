"""The provinces, cities and districts that stand before an enterprise's proper name."""

from __future__ import annotations

import re

_AT_HOME = "博山 淄博 山东 淄川 张店 临淄 周村 桓台 高青 沂源 文昌湖"
_PROVINCE = """
    济南 青岛 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜 章丘 邹平 青州 临朐 沂水 新泰
    寿光 诸城 高密 昌邑 安丘 滕州 曲阜 邹城 兖州 肥城 龙口 莱州 莱阳 招远 蓬莱 胶州 平度 莱西 乐陵 禹城 临清 广饶
    博兴 惠民 阳信 无棣 沾化 蒙阴 莒县 平邑 费县 垦利 利津 历城 历下 槐荫 天桥 长清 黄岛 城阳
"""
_ELSEWHERE = """
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 河南 湖北 湖南 广东 海南 四川 贵州 云南
    陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 石家庄 唐山 邯郸 保定 沧州 廊坊 衡水 秦皇岛 太原
    大同 沈阳 大连 鞍山 长春 哈尔滨 南京 苏州 无锡 常州 南通 徐州 扬州 镇江 泰州 盐城 连云港 宜兴 昆山 杭州 宁波
    温州 嘉兴 湖州 绍兴 金华 义乌 台州 合肥 芜湖 福州 厦门 泉州 漳州 南昌 景德镇 郑州 洛阳 开封 新乡 安阳 焦作 许昌
    武汉 宜昌 长沙 株洲 广州 深圳 佛山 东莞 珠海 中山 惠州 汕头 海口 成都 贵阳 昆明 西安 兰州 南宁 银川 乌鲁木齐
"""
_TOWNS = "源泉 池上 八陡 白塔 域城 石马 山头 城东 城西 北博山 南博山 崮山 夏家庄"
_NAMES = [*_AT_HOME.split(), *_PROVINCE.split(), *_ELSEWHERE.split()]

_LEVEL = r"(?:省|市|区|县|镇)?"
_ZONE = r"(?:国家级?)?(?:高新技术产业|经济技术|高新|经济)?(?:开发区|高新区|经开区)"
# 小镇 and 古镇 are no towns, 超市 and 城市 no cities.
_OTHER_TOWN = (
    r"(?![小古])[\u4e00-\u9fff]{2}"
    r"(?:街道|(?<!城)镇(?!流)|(?<![人老])乡(?![村土情])|县|(?<![超城都夜门])市(?![场政民区]))"
)

PLACE = re.compile(
    rf"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))}){_LEVEL}(?:{_ZONE})?"
    rf"|(?:{'|'.join(_TOWNS.split())})(?:镇|街道|村)?|{_ZONE}|{_OTHER_TOWN}"
)
"""One place before a proper name."""
KNOWN_PLACE = re.compile(
    rf"(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))}){_LEVEL}|(?:{'|'.join(_TOWNS.split())})(?:镇|街道)"
)
"""One that needs no 镇, 市 or 县 to be known for a place."""
LEVEL_END = re.compile(r"(?:省|市|区|县|镇|街道|村)$")
"""What is left off where places are compared."""
_CITIES = frozenset(["淄博", *_PROVINCE.split()])
_DISTRICTS = frozenset(_AT_HOME.split()) - {"淄博", "山东"}
_PROVINCES = frozenset(["山东", *_ELSEWHERE.split()])


def level_of(place: str) -> int:
    """0 for a province or a place outside Shandong, 1 for a city of Shandong, 2 for a district, 3 for a town."""
    if place in _DISTRICTS:
        return 2
    return 0 if place in _PROVINCES else 1 if place in _CITIES else 3
