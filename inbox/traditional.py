"""Traditional characters of headings in their simplified form."""

from __future__ import annotations

_PAIRS = """
    編编 號号 時时 間间 內内 標标 題题 聯联 繫系 係系 電电 話话 機机 碼码 單单 區区 鎮镇 鄉乡 訴诉 請请 辦办 結结 責责 體体 態态 狀状
    處处 協协 類类 別别 說说 備备 註注 註注 證证 稱称 業业 壹一 應应 對对 問问 間间 發发 屬属 經经 濟济 開开 關关 員员 領领 導导 質质
    檢检 測测 產产 廠厂 務务 財财 稅税 監监 場场 義义 劃划 規规 營营 環环 讓让 誰谁 詳详 細细 節节 個个 人人 寫写 資资 訊讯 訪访
    記记 錄录 錄录 級级 緊紧 急急 滿满 意意 復复 覆复 饋馈 實实 進进 進进 達达 門门 頭头 戶户 辦办 約约 來来 報报 舉举 簡简 統统 統统 計计
    匯汇 總总 歸归 檔档 審审 核核 簽签 收收 轉转 與与 從从 過过 還还 為为 無无 會会 見见 長长 車车 東东 樣样 點点 當当 數数 據据 權权 歷历 歲岁
    姓姓 認认 爭争 議议 該该 論论 調调 納纳 現现 幾几 險险 釋释 決决 時时 館馆 駐驻 黨党 構构 構构 給给 課课 際际 額额 顯显 驗验
"""
_SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}


def simplified(text: str) -> str:
    """The text in simplified characters, as far as headings need them."""
    return text.translate(_SIMPLIFIED)
