"""A small invented world: three units, what nobody answers for, and chatter; twelve texts each."""

from __future__ import annotations

from classifier.examples import Example
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE

POWER, COURT, SCHOOLS = "区供电中心", "区法院", "区教体局"

_MATTERS = {
    (POWER, "获得电力"): (
        "车间停电三次，变压器跳闸|增容申请交了一个月，变压器还没装|电表走得太快，电费翻倍|线路老化，电压不稳烧坏电机|"
        "半夜停电，窑炉里的瓷器全废了|报装电力要等多久，线路谁出钱|电费账单对不上电表读数|电压太低，机器带不动|"
        "停电不通知，冷库的货坏了|变压器噪声大，要求检修线路|电表坏了没人换，电费照收|供电线路拉到墙外就停了，等着报装"
    ),
    (COURT, "执行合同"): (
        "判决生效半年，执行没有结果|起诉材料交了，立案一直不通过|法官电话没人接，开庭时间不清楚|申请强制执行，账户里没有钱|"
        "开庭一拖再拖，判决书还没下来|立案窗口说诉讼材料不全|执行法官换了三次，案件没有进展|保全申请交了，法院没有冻结账户|"
        "判决书上的货款还没执行到|诉讼费退费等了三个月|案件开庭改期，没有通知原告|强制执行立案后没有法官联系"
    ),
    (SCHOOLS, "包容普惠创新"): (
        "职工子女入学没有学位|幼儿园收费比公示的高|外地员工的孩子上小学要哪些材料|校外培训机构不退学费|"
        "学校门口没有老师护学|孩子转学，学校说学位已满|幼儿园一直没有开园|培训机构关门，学费退不回来|"
        "员工子女入学要房产证，住宿舍的怎么办|小学午餐费收得不清楚|孩子上幼儿园报名，学校系统报不上|老师在校外培训班补课收费"
    ),
    (OUTSIDE, ""): (
        "门口占道摊位没人管，城管不来|消防通道被车堵死|手机没有信号，基站拆了|快递丢了，邮政不赔|烧烤摊占道经营，油烟扰民|"
        "派出所不给开证明|消防验收的意见一直不给|宽带三天不通，运营商推脱|城管把招牌拆了|医保报销比例算错了|"
        "海关查验等了一周|流动摊位占道，城管说管不了"
    ),
    (NOT_A_COMPLAINT, ""): (
        "收到，谢谢|好的，辛苦了|大家早上好|明天几点开会|感谢领导关心|文件发群里了，请查收|祝大家节日快乐|收到，马上办|"
        "好的，明白|群里发个通知，明天开会|辛苦各位了|谢谢，已经解决了"
    ),
}
WORDS = ("区供电中心", "增容", "报装", "域城镇")


def examples() -> list[Example]:
    """Return all texts as examples, in a fixed order."""
    return [
        Example(text, unit, indicator) for (unit, indicator), texts in _MATTERS.items() for text in texts.split("|")
    ]
