"""Characters of enterprises' names that are taken for one another: they sound or look alike."""

from __future__ import annotations

_TEXT = """
    鑫欣新心馨信忻芯薪辛昕歆 盛胜晟圣升昇声生笙牲陞 源原元园缘远苑圆媛沅 达大打 泰太钛汰 宏洪鸿弘红泓虹 恒衡横亨
    禾和合河荷何核 润闰 博搏伯勃渤 瑞锐睿蕊 华桦骅烨晔 顺舜 通同铜桐佟童 诚成城承程晨辰 兴星幸 丰风峰锋枫烽沣
    福富孚甫辅 利力立丽莉励历 亿益艺义毅易逸意谊怡宜忆溢奕翼 嘉佳家加珈 康慷 龙隆珑泷 祥翔详 辉晖徽汇慧惠卉
    明铭鸣茗名 安按桉 平坪萍 杰洁捷婕 玉钰裕宇誉育毓雨语羽煜昱驭 金锦津劲晋进今 凯恺楷 洋阳扬杨 东冬栋 方芳坊
    正政郑证铮征 德得 仁任 云芸耘 釉柚铀油由 铄烁砾 霖琳林淋彬 珩衍衡行 弋戈亿 甄真珍臻贞 三叁 腾滕 鼎顶
    齐琪奇旗麒祺启其琦淇 世仕视 昌长常 百柏佰 天添田 聚巨居钜 友有优佑 旺望王 雅亚 美镁 永勇泳咏 强蔷
    军君均俊骏峻钧 佰百 贝倍蓓 彩采 超朝潮 传船 春椿 丹单 蝶迭 帆凡 飞菲霏 港岗 歌格 冠贯观 桂贵 浩昊皓豪灏 轩宣萱
    建健键 江疆姜 娇骄 晶精京菁 景璟 久九玖 科柯 坤昆琨 兰蓝澜岚 朗郎 乐勒 雷蕾磊 莲联连 良梁粮 亮量 灵玲凌菱铃陵
    鲁路露陆璐禄 伦轮 民闽敏 沐木牧 宁凝 鹏朋蓬 普浦 乾钱 青清庆晴情卿 全泉荃 然燃 荣融容蓉溶 山杉珊 尚上 绍邵
    神申深 石时实拾 书舒 思斯司丝 唐堂糖棠 涛陶 庭廷亭 维唯威微惟伟炜玮 文闻雯 吴武伍 西熙希曦喜禧汐 夏霞 先仙鲜
    晓小 旭序绪 艳燕焰 耀曜瑶姚 业叶 依伊亿 银殷 英颖鹰樱盈瀛 悦月越岳粤 泽则择 章彰张 昭兆 振震镇 致志智至治
    中忠钟众 州洲舟 朱珠 子紫梓 宗综 磁瓷 泵蹦 冶治 铸注 纺仿 配佩 件健 料科 耐奈 璃离 琉流 玻波 机几 械戒 商尚
    贸茂 汽气 材财 建健 装妆 饰师 设没 备各 已己巳 未末 土士 日曰 人入 千干 今令 王玉主 大太犬 白自 戊戌戍 折拆析
    拔拨 候侯 竟竞 博传 宝保堡 恩思 蓝篮 侠峡 堂棠 颐怡夷 栖西 蔚慰尉 凤风 鸿鸣 曼漫 朴扑 玛码 锆告 铎泽译 垚尧
    犇奔 淼渺 焱炎 禹宇 煦旭 谦歉 彤同 筑竹 茂贸 皓浩 峻竣
"""
_GROUPS = _TEXT.split()
_GROUPS_OF = {
    character: frozenset(at for at, group in enumerate(_GROUPS) if character in group)
    for character in frozenset("".join(_GROUPS))
}


def are_alike(one: str, other: str) -> bool:
    """Whether the two characters sound or look alike; a character is alike itself."""
    return one == other or bool(_GROUPS_OF.get(one, frozenset()) & _GROUPS_OF.get(other, frozenset()))


def alike_to(character: str) -> str:
    """The characters that it is taken for, without itself; empty when none is known."""
    found = dict.fromkeys("".join(_GROUPS[at] for at in sorted(_GROUPS_OF.get(character, ()))))
    return "".join(other for other in found if other != character)
