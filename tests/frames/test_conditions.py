"""Which conditions a value has: its own, those said before, those of lists, heads and lead-ins."""

from __future__ import annotations

import pytest

from extractor.frames.passage import PassageReader
from extractor.frames.view import View
from extractor.quantities import read_quantities
from extractor.records.changes import find_changes
from extractor.records.passages import Passage
from extractor.spans import Span


def conditions(text: str) -> dict[str, list[str]]:
    """The conditions of each value of a passage, by the value as printed."""
    quantities, _ = read_quantities(text)
    changes = dict(enumerate(find_changes(text, quantities, Passage(text, 0, len(text)))))
    reader = PassageReader(View(text, quantities, changes), Span(0, len(text)))
    return {
        text[quantities[index].start : quantities[index].end]: [text[slice(*one.span)] for one in frame.conditions]
        for index, frame in sorted(reader.frames.items())
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "首套住房贷款的最高贷款额度为单缴存家庭31万元、双缴存家庭52万元。",
            {"31万元": ["首套住房贷款", "单缴存家庭"], "52万元": ["首套住房贷款", "双缴存家庭"]},
        ),
        (
            "持有金卡的职工，认定为甲类人才的，最高贷款额度为单缴存家庭31万元、双缴存家庭52万元；"
            "认定为乙类人才的，最高贷款额度为单缴存家庭21万元。",
            {
                "31万元": ["持有金卡的职工", "认定为甲类人才的", "单缴存家庭"],
                "52万元": ["持有金卡的职工", "认定为甲类人才的", "双缴存家庭"],
                "21万元": ["持有金卡的职工", "认定为乙类人才的", "单缴存家庭"],
            },
        ),
        (
            "单、双缴存家庭最高贷款额度分别提高至31万元、52万元。",
            {"31万元": ["单", "缴存家庭"], "52万元": ["双缴存家庭"]},
        ),
        (
            "对在东湖县首次购房的全日制博士、硕士，分别给予7万元、4万元购房补贴。",
            {"7万元": ["在东湖县首次购房的", "全日制博士"], "4万元": ["在东湖县首次购房的", "硕士"]},
        ),
    ],
)
def test_lists_give_each_value_its_own(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


def test_ranks_narrow_the_list_that_leads_to_them() -> None:
    found = conditions("被鉴定为五级、六级伤残的，伤残津贴标准为：五级伤残每月900元，六级伤残每月800元。")
    assert found == {"900元": ["五级伤残"], "800元": ["六级伤残"]}


def test_a_sentence_without_a_value_heads_the_paragraph() -> None:
    found = conditions("提取人在本地无住房，且租赁住房的。在城区租房的，提取额度为每月900元；在乡镇租房的，提取额度为每月700元。")
    assert all(any("无住房" in one for one in held) and "租赁住房的" in held for held in found.values())
    assert [one for one in found["700元"] if "租房" in one] == ["在乡镇租房的"]


def test_a_sentence_for_others_ends_what_was_opened() -> None:
    found = conditions("对自愿退出宅基地的农户，按规定发放养老补助。对进城购房的青年，给予9000元购房补贴。")
    assert found == {"9000元": ["进城购房的青年"]}


def test_a_sentence_that_goes_on_keeps_the_case() -> None:
    found = conditions("再交易房最高贷款额度提高到41万元。其中：双缴存职工41万元，单缴存职工33万元。")
    assert found["33万元"] == ["再交易房", "单缴存职工"]


def test_additions_come_on_top_of_a_case() -> None:
    found = conditions("女职工生育享受98天产假，难产增加15天产假，生育第二胎增加60天产假。")
    assert found == {"98天": ["女职工生育"], "15天": ["女职工生育", "难产"], "60天": ["女职工生育", "生育第二胎"]}


def test_remarks_restrict_unless_they_explain() -> None:
    found = conditions("购买新建住房（以网签时间为准）的，补贴3000元（不含车位）。购买旧房（不含商铺）的，补贴2000元。")
    assert found == {"3000元": ["购买新建住房", "不含车位"], "2000元": ["购买旧房（不含商铺）的"]}


@pytest.mark.parametrize(
    "text",
    [
        "各缴存单位、缴存人：最高贷款额度为31万元。",
        "据悉，最高贷款额度为31万元。",
        "申请住房公积金贷款的，最高贷款额度为31万元。",
        "办理相关手续的，最高贷款额度为31万元。",
        "政策实施期间，最高贷款额度为31万元。",
        "借款人自愿选择由银行按照最高贷款额度31万元发放。",
        "依托网上服务平台，最高贷款额度为31万元。",
        "各统筹地区居民医保年度最高支付限额为31万元。",
        "最高贷款额度比单身职工提高到31万元。",
    ],
)
def test_what_restricts_nothing(text: str) -> None:
    assert conditions(text) == {"31万元": []}


def test_the_own_area_is_left_out_and_places_are_not() -> None:
    assert conditions("对教师在我市新城区购买住房的，给予9000元补贴。")["9000元"][-2:] == ["新城区", "购买住房的"]
    assert conditions("在本市行政区域内居住的老年人每月享受900元补贴。") == {"900元": ["在本市行政区域内居住的老年人"]}


def test_a_name_begins_with_its_group_unless_a_scheme_is_named_so() -> None:
    assert conditions("其中，公办学校招生计划最多14个。") == {"最多14个": ["公办学校"]}
    assert conditions("企业职工基本养老保险缴费比例为16%。") == {"16%": []}


def test_what_is_done_besides_an_event_is_a_condition() -> None:
    assert conditions("对出售自有住房并在出售后1年内重新购买住房的，退税2000元。")["2000元"]
    assert conditions("纳税人出售自有住房并在出售后1年内申请退税。") == {"1年内": ["出售自有住房"]}


def test_what_is_for_every_grade_ends_the_grades_before() -> None:
    found = conditions("三级医院支付比例为62%；不分医院级别统一支付51%。")
    assert found == {"62%": ["三级医院"], "51%": []}


def test_the_last_of_several_cases_ends_where_another_thing_is_set() -> None:
    found = conditions("一级医院支付比例为82%，二级医院为71%；年度最高支付限额为9万元。")
    assert found == {"82%": ["一级医院"], "71%": ["二级医院"], "9万元": []}


def test_places_of_a_list_are_given_out_without_their_scheme() -> None:
    found = conditions("东部、中部、西部地区居民医保补助标准分别为610元、620元、630元。")
    assert found == {"610元": ["东部"], "620元": ["中部"], "630元": ["西部地区"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a case and what it gives, parted by 的 alone
            "在东山县连续工作满1年的可分别按购房时平均价格30%、25%享受购房补贴。",
            {"30%": ["在东山县连续工作满1年的"], "25%": ["在东山县连续工作满1年的"]},
        ),
        (  # an act on something before a modal
            "购买首套自住住房可优先选房，其中在东山县工作满1年的可享受2万元补贴。",
            {"2万元": ["购买首套自住住房", "在东山县工作满1年的"]},
        ),
        (  # what is done at a rate is no case of the next value
            "在东山县无自有住房的，可按不高于90平方米标准免费租住公寓3年。",
            {"不高于90平方米": ["在东山县无自有住房的"], "3年": ["在东山县无自有住房的"]},
        ),
        (  # an act without a subject
            "购买新建公寓（含二手房），财政给予实际缴纳契税的40%补助。",
            {"40%": ["购买新建公寓（含二手房）"]},
        ),
        (  # what stands between two cases is one
            "对购买新建住宅，年龄在35周岁以下，在园区工作的，给予3万元补贴。",
            {"3万元": ["购买新建住宅", "年龄在35周岁以下", "在园区工作的"]},
        ),
        (  # what is left of an instalment
            "自合同签订之日起20日内缴纳出让价款的60%，余款在合同签订后2年内缴清。",
            {"20日内": ["出让价款的60%"], "60%": ["自合同签订之日起20日内"], "2年内": ["余款"]},
        ),
        (  # the last member of a list ends in its own clause
            "对甲类、乙类人才，分别给予8万元、5万元补贴。",
            {"8万元": ["甲类", "人才"], "5万元": ["乙类人才"]},
        ),
        (  # members with bounds
            "购买100至200平方米、200平方米以上商铺的，分别给予1万元、2万元补贴。",
            {"1万元": ["100至200平方米", "商铺的"], "2万元": ["200平方米以上", "商铺的"]},
        ),
        (  # what the issuer does is no case
            "全年培育示范企业5家。",
            {"5家": []},
        ),
        (  # who may, up to the modal
            "外县户籍就业人员可叠加享受购房款1.5%的购房补助。",
            {"1.5%": ["外县户籍就业人员"]},
        ),
        (  # a case that got what it gets is over
            "引进人才的配偶，属事业单位的可按规定申请安置，未就业的按照最低工资标准1.5倍给予生活补贴。",
            {"1.5倍": ["引进人才的配偶", "未就业的"]},
        ),
        (  # a remark that rules out getting both
            "引进人才可享受购房款2%的购房补贴（与租房补贴不重复享受）。",
            {"2%": ["引进人才", "与租房补贴不重复享受"]},
        ),
        (  # what measures is no case
            "实际缴纳的契税与按2%税率计算的契税差额，可给予补贴。",
            {"2%": []},
        ),
    ],
)
def test_own_clause(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


def test_the_next_of_an_order_takes_the_place_of_all_before() -> None:
    found = conditions(
        "申请人中，单人参保的，首套房、二套房贷款贴息限额均由3万元提高至4万元，2人以上参保的，"
        "首套房贷款贴息限额由5万元提高至8万元，二套房贷款贴息限额由5万元提高至7万元。")
    assert found["8万元"][-2:] == ["2人以上参保的", "首套房"] and "二套房" not in found["8万元"]
    assert found["7万元"][-2:] == ["2人以上参保的", "二套房"] and "首套房" not in found["7万元"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # of two groups that are built alike, the one nearer in length gives way
            "符合东湖市贷款条件的缴存职工家庭，在中心城区购买普通新房的，单职工贷款最高限额由31万元提高至41万元；双职工贷款最高限额由41万元提高至52万元。",
            {
                "41万元": ["符合东湖市贷款条件的缴存职工家庭", "在中心城区", "购买普通新房的", "单职工"],
                "52万元": ["符合东湖市贷款条件的缴存职工家庭", "在中心城区", "购买普通新房的", "双职工"],
            },
        ),
        (  # a remark is cut nowhere
            "购买新房，双方缴存的家庭（至少有一方在东湖市范围内缴存），贷款最高额度为52万元；单方缴存的家庭，贷款最高额度为31万元。",
            {
                "52万元": ["购买新房", "双方缴存的家庭（至少有一方在东湖市范围内缴存）"],
                "31万元": ["购买新房", "单方缴存的家庭"],
            },
        ),
        (  # homes by order, size or use tell the same cases apart
            "购买自住房的，首套住房和二套住房最低首付款比例均为21%，购买保障性住房的，最低首付款比例为16%。",
            {"21%": ["购买自住房的", "首套住房和二套住房"], "16%": ["购买保障性住房的"]},
        ),
        (
            "根据正常分娩和难产，分别按1300元和2600元的标准支付生育医疗费。",
            {"1300元": ["正常分娩"], "2600元": ["难产"]},
        ),
        (
            "管理人违反本办法规定的，处1万元罚款；没有违法所得的，处2万元罚款。",
            {"1万元": ["管理人违反本办法规定的"], "2万元": ["管理人违反本办法规定的", "没有违法所得的"]},
        ),
        (
            "购买1套90平方米及以下新房的困难群体，首付款比例不低于16%。",
            {"不低于16%": ["购买1套90平方米及以下新房的困难群体"]},
        ),
        ("济南市、青岛市月最低工资标准为2300元。", {"2300元": ["济南市、青岛市"]}),
        ("月最低工资标准分为三类，济南市调整为2300元；二类标准调整为2100元。", {"2300元": ["济南市"], "2100元": ["二类"]}),
        ("因城施策促进市场平稳，贷款最高额度为52万元。", {"52万元": []}),
        (
            "购买存量房，房龄10年（含）以内，首付款比例为21%，房龄10年以上30年（含）以内，首付款比例为31%。",
            {"21%": ["购买存量房", "房龄10年（含）以内"], "31%": ["购买存量房", "房龄10年以上30年（含）以内"]},
        ),
        (
            "三孩家庭购买自住房的贷款最高额度提高6万元。即单职工缴存家庭贷款最高额度41万元。",
            {"6万元": ["三孩家庭", "购买自住房的"], "41万元": ["三孩家庭", "购买自住房的", "单职工缴存家庭"]},
        ),
        (
            "主城区贷款最高额度为41万元；各县贷款最高额度为31万元；其他县（市）贷款最高额度为21万元。",
            {"41万元": ["主城区"], "31万元": ["各县"], "21万元": ["其他县（市）"]},
        ),
        (
            "对贷款最高限额双职工（双方缴存）由原41万元调整为52万元，单职工（仅本人缴存）由原31万元调整为41万元。",
            {"52万元": ["双职工（双方缴存）"], "41万元": ["单职工（仅本人缴存）"]},
        ),
        (
            "目前，东湖市中心城区现行贷款最高额度为：1.购买新房，双方缴存的家庭，贷款最高额度为52万元；2.购买二手房，贷款最高额度为41万元。",
            {"52万元": ["东湖市中心城区", "购买新房", "双方缴存的家庭"], "41万元": ["东湖市中心城区", "购买二手房"]},
        ),
        ("已婚家庭租房提取额度为1300元。", {"1300元": ["已婚家庭"]}),
    ],
)
def test_what_holds_on_and_what_gives_way(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


def test_a_remark_lists_whom_the_values_are_for() -> None:
    found = conditions("对经认定的人才在县里购买新房的（大专、本科、硕士）由县财政分别给予1万元、2万元、3万元的奖励。")
    assert {value: one[-1] for value, one in found.items()} == {"1万元": "大专", "2万元": "本科", "3万元": "硕士"}
    assert all(one[-2] == "在县里购买新房的" for one in found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # whom a policy clause is about; bounds in one unit take each other's place
            "二级企业适度提高标准，层数为8层以下的，保证金为10%；8层以上的，保证金为20%。",
            {"10%": ["二级企业", "层数为8层以下的"], "20%": ["二级企业", "8层以上的"]},
        ),
        (
            "女方在享受国家产假的基础上，一孩延长产假60天，二孩、三孩延长产假90天。",
            {"60天": ["女方", "一孩"], "90天": ["女方", "二孩、三孩"]},
        ),
        (  # a list behind what describes it, which is a list too
            "对社会团体、企业引进的博士、硕士，分别给予7万元、4万元补贴。",
            {"7万元": ["社会团体、企业引进的", "博士"], "4万元": ["社会团体、企业引进的", "硕士"]},
        ),
        (  # what comes on top of a case
            "新建住宅未售出的，维修资金由开发企业交存；开发企业因特殊原因不能交存的，锁定期限最长不超过30个月。",
            {"最长不超过30个月": ["新建住宅未售出的", "因特殊原因不能交存的"]},
        ),
        (  # kinds of what was named before
            "购买新房且在2024年6月30日前缴清契税，属首次购买的，给予每平方米200元补贴；属改善型的，给予每平方米100元补贴。",
            {
                "200元": ["购买新房", "在2024年6月30日前缴清契税", "属首次购买的"],
                "100元": ["购买新房", "在2024年6月30日前缴清契税", "属改善型的"],
            },
        ),
        ("违反规定，以办学为名，骗取财物的，处3万元罚款。", {"3万元": ["以办学为名", "骗取财物的"]}),
        (  # alternatives before one consequence
            "有购房贷款但无住房的家庭；有1套住房但无贷款的家庭，最低首付款比例为25%。",
            {"25%": ["有购房贷款但无住房的家庭", "有1套住房但无贷款的家庭"]},
        ),
        (  # who gives, and the groups right before the values
            "对甲类人才县政府给予9万元补贴；对乙类人才县政府分别给予博士6万元、硕士4万元补贴。",
            {"9万元": ["甲类人才"], "6万元": ["乙类人才", "博士"], "4万元": ["乙类人才", "硕士"]},
        ),
        (  # how many of a household ask does not tell households apart
            "有两个子女的家庭，租房提取额度为每人每月900元，夫妻双方为每月1800元。",
            {"900元": ["有两个子女的家庭"], "1800元": ["有两个子女的家庭", "夫妻双方"]},
        ),
        ("以拍卖方式出让建设用地，竞买保证金比例为20%。", {"20%": ["以拍卖方式出让建设用地"]}),
        ("对购买新房的，按面积给予每平方米300元补贴。被征收人除外。", {"300元": ["购买新房的", "被征收人除外"]}),
        (
            "纳税人出售自有住房并在出售后1年内，在同一城市重新购买住房的，可申请退税。",
            {"1年内": ["出售自有住房", "在同一城市"]},
        ),
        ("二孩家庭贷款最高额度在现行规定的额度上提高11万元。", {"11万元": ["二孩家庭"]}),
        ("二手房公积金贷款最高额度为41万元。", {"41万元": ["二手房"]}),
        ("第二次使用住房公积金贷款首付款比例为31%。", {"31%": ["第二次使用住房公积金贷款"]}),
        ("养老机构应当自开业之日起30日内备案。", {"30日内": ["养老机构"]}),
        ("区民政部门应当自受理之日起30日内办结。", {"30日内": []}),
        ("职工连续缴存满7个月，符合租房条件的，可以提取。", {"满7个月": ["符合租房条件的"]}),
        ("支持职工购买首套住房，最高贷款额度为51万元。", {"51万元": ["购买首套住房"]}),
        ("四平、通化市区，延吉市、珲春市的补贴标准为1035元。", {"1035元": ["四平、通化市区", "延吉市、珲春市的"]}),
        (  # what is quoted as a rule stands for itself, and what was said before it holds behind it
            "对购买新房的，在执行第三条规定“给予每户200元补贴，最高1万元”的基础上，每户增加180元消费券。",
            {"200元": [], "最高1万元": [], "180元": ["购买新房的"]},
        ),
    ],
)
def test_what_a_case_is_made_of(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a list of ranks gives way to the one that a value is for
            "符合生育政策生育二孩、三孩的家庭，购买新房的，给予二孩家庭3万元补贴、三孩家庭4万元补贴。",
            {"3万元": ["符合生育政策", "购买新房的", "二孩家庭"], "4万元": ["符合生育政策", "购买新房的", "三孩家庭"]},
        ),
        (  # what a list behind a colon is of holds for all of it
            "享受资金奖补的项目，运营期限要按规定执行，即：新建类项目，运营期限不低于12年；改建类项目运营期限不低于9年。",
            {"不低于12年": ["享受资金奖补的项目", "新建类项目"], "不低于9年": ["享受资金奖补的项目", "改建类项目"]},
        ),
        (  # whom alone a clause behind the values lets have them
            "护理补贴每月300元，住院补贴每次500元，目前仅参保女职工享受。",
            {"300元": ["参保女职工"], "500元": ["参保女职工"]},
        ),
        (  # what a first sentence opens holds beside the cases of the next
            "农村户籍家庭，购买新建商品住房的，给予补贴。购买首套住房的，每平方米补贴150元；购买第二套住房的，每平方米补贴90元。",
            {
                "150元": ["农村户籍家庭", "购买新建商品住房的", "购买首套住房的"],
                "90元": ["农村户籍家庭", "购买新建商品住房的", "购买第二套住房的"],
            },
        ),
        ("在购买住房时，最高贷款额度为70万元。", {"70万元": []}),
        ("执法机关在查处违法行为时，应当在5日内作出处理决定。", {"5日内": []}),
    ],
)
def test_how_far_conditions_reach(text: str, expected: dict[str, list[str]]) -> None:
    assert conditions(text) == expected


def test_the_issuer_s_own_area_is_no_condition_by_its_name_either() -> None:
    text = "职工在东湖市购买首套住房的，最高贷款额度为70万元；在东湖市主城区购房的，最高贷款额度为80万元。"
    quantities, _ = read_quantities(text)
    reader = PassageReader(View(text, quantities, place="东湖市"), Span(0, len(text)))
    said = [[text[slice(*one.span)] for one in frame.conditions] for _, frame in sorted(reader.frames.items())]
    assert said == [["购买首套住房的"], ["在东湖市主城区购房的"]]
