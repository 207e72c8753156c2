"""Invented pages in the shapes that users bring, each line with the role it should get, and the texts of their reports."""

from __future__ import annotations

from analysis.corpus.clean import CleanText, clean_text
from analysis.corpus.reports import split_reports
from analysis.corpus.roles import assign_roles
from analysis.corpus.signs import SignFinder
from analysis.corpus.units import Line, split_lines
from analysis.lexicon import load_lexicon

SIGNS = SignFinder(load_lexicon("signs"))


def read_page(text: str) -> tuple[CleanText, list[Line], int]:
    """Return the clean text, its lines with roles and reports, and the number of reports."""
    clean = clean_text(text)
    lines = split_lines(clean)
    assign_roles(lines, SIGNS)
    return clean, lines, split_reports(lines)


ARTICLE = [
    ("headline", "市政协年度工作巡礼｜书香政协 润泽心灵"),
    ("byline", "原创 甲城政协 甲城政协 2025年01月08日 17:30 江西"),
    ("chrome", "点击蓝字 关注我们"),
    ("body", "2024年，宜春市政协团结带领全市政协委员凝心聚力、履职尽责。"),
    ("heading", "01"),
    ("heading", "强化理论武装，筑牢思想根基"),
    ("body", "全年召开党组理论学习中心组学习会12次，举办“政协讲堂”6期，培训委员500余人次。"),
    ("caption", "△市政协召开专题协商会"),
    ("heading", "02"),
    ("heading", "深化协商民主，助推高质量发展"),
    ("body", "围绕锂电新能源产业等议题开展调研36次，提交提案286件，办复率100%。"),
    ("caption", "图为委员视察现场（李明 摄）"),
    ("body", "社情民意信息：1907条"),
    ("chrome", "END"),
    ("byline", "来源：宜春市政协办公室"),
    ("chrome", "编辑：张三  审核：李四"),
    ("chrome", "点分享"),
    ("chrome", "阅读 1024"),
]

PORTAL = [
    ("chrome", "商洛政协网"),
    ("chrome", "首页 | 机构概况 | 政协要闻 | 提案工作 | 文史资料"),
    ("chrome", "首页"),
    ("chrome", "政协概况"),
    ("chrome", "新闻中心"),
    ("chrome", "今天是2025年1月20日 星期一"),
    ("chrome", "您现在的位置：首页 > 工作报告 > 正文"),
    ("chrome", "收藏　点赞 26　打印"),
    ("headline", "政协第六届商洛市委员会常务委员会工作报告"),
    ("byline", "2025-01-20 07:32:10  来源：商洛日报  作者：本报记者 甲某某 通讯员 乙某某"),
    ("headline", "（2025年1月7日在政协第六届商洛市委员会第四次会议上）"),
    ("byline", "商洛市政协主席  王某某"),
    ("body", "各位委员："),
    ("body", "我代表政协第六届商洛市委员会常务委员会，向大会报告工作，请予审议。"),
    ("heading", "一、2024年工作回顾"),
    ("body", "2024年是人民政协成立75周年。一年来，市政协常委会认真履职。"),
    ("heading", "（一）坚持政治引领，把牢正确方向"),
    ("body", "1.强化理论学习。全年组织党组理论学习中心组学习18次。"),
    ("heading", "二、2025年工作安排"),
    ("body", "2025年，市政协将组织开展重点协商议题8项，让我们团结奋斗！"),
    ("note", "名词解释"),
    ("note", "1.“三个重要”：指重要阵地、重要平台、重要渠道。"),
    ("chrome", "主办单位：政协商洛市委员会办公室"),
    ("chrome", "陕ICP备00000000号"),
]

WRAPPED = [
    ("headline", "中国人民政治协商会议第十二届南宁市委员会"),
    ("headline", "常务委员会工作报告"),
    ("body", "各位委员："),
    ("body", "我受政协第十二届南宁市委员会常务委员会委托，向大会报告"),
    ("body", "工作，请予审议。"),
    ("heading", "一、过去一年的主要工作"),
    ("body", "过去一年，在中共南宁市委的坚强领导下，市政协共组织开展协"),
    ("body", "商活动86次，提交社情民意信息1432篇，被全国政协采用12篇，"),
    ("body", "为建设面向东盟的国际大都市贡献了智慧和力量。全年走访委员"),
    ("body", "企业230家，协调解决问题156个。"),
    ("chrome", "- 1 -"),
    ("body", "（一）坚持党的领导。召开党组会议23次，主席会议19次，集中"),
    ("body", "学习研讨45次。"),
    ("chrome", "- 2 -"),
]

COLLECTION = [
    ("headline", "2024年度各县（市、区）政协工作亮点"),
    ("headline", "鹿城区政协：打造“瓯江议事厅”"),
    ("body", "鹿城区政协聚焦基层治理，建成协商驿站32个，开展协商活动210场。"),
    ("headline", "瑞安市政协：委员进社区 服务零距离"),
    ("body", "瑞安市政协组织312名委员进社区，解决问题450件。"),
    ("headline", "平阳县政协：书香政协全覆盖"),
    ("body", "平阳县政协建成委员书屋18间，让书香飘进村社。"),
]

MARKED = [
    ("headline", "全市政协工作经验交流会发言摘编"),
    ("note", "编者按"),
    ("note", "日前，全市政协工作经验交流会召开，会议发言材料摘编如下。"),
    ("headline", "让协商走进车间"),
    ("issuer", "□甲县政协"),
    ("body", "全县建成协商驿站32个，开展协商活动210场，群众的烦心事有人管。"),
    ("headline", "把课堂搬到田头"),
    ("headline", "委员讲堂的三年实践"),
    ("issuer", "□乙县政协"),
    ("body", "开设委员讲堂45场，惠及群众3000余人，乡亲们说听得懂、用得上。"),
]

PAGES = {"article": ARTICLE, "portal": PORTAL, "wrapped": WRAPPED, "collection": COLLECTION, "marked": MARKED}


def page_text(page: list[tuple[str, str]]) -> str:
    """Return the lines of a page as one text."""
    return "\n".join(line for _, line in page)
