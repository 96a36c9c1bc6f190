"""Tasks of a corpus: each once, linked to its copies, its forwarding circular and the task that it serves."""

from __future__ import annotations

from extractor.tracker import collect
from tests.tracker.building import CITY, PROVINCE, cites, city_document, document, extraction, record


def test_a_forwarded_circulars_task_stands_once_under_its_issuer_and_names_who_forwards_it():
    file = extraction(
        city_document(forwards=(PROVINCE,)),
        document(),
        record("p1", "实现门诊费用跨省联网结算", "2021-08-31"),
    )
    (task,) = collect([file])
    assert (task.number, task.place, task.forwarded_by) == (PROVINCE, "甲省", (CITY,))


def test_the_same_circular_in_two_files_gives_its_task_once_with_the_other_file_as_a_copy():
    first = extraction(document(), record("p1", "实现门诊费用跨省联网结算", "2021-08-31"))
    second = extraction(
        document(source="b.txt"),
        record("p1", "实现门诊费用跨省联网结算", "2021-08-31", source="b.txt", span=(40, 52)),
        source="b.txt",
    )
    (task,) = collect([second, first])
    assert task.standing.source == "a.txt"
    assert [(copy.source, copy.span) for copy in task.copies] == [("b.txt", (40, 52))]


def test_a_press_piece_gives_way_to_the_circular_it_relays_even_where_it_rewords():
    piece = extraction(
        document(status="explainer"), record("e1", "8月底前，各地实现普通门诊费用跨省联网结算", "2021-08-31")
    )
    original = extraction(
        document(source="b.txt"),
        record("p1", "8月底前各地实现普通门诊费用的跨省联网结算", "2021-08-31", source="b.txt"),
        source="b.txt",
    )
    (task,) = collect([piece, original])
    assert (task.id, task.document_status, [c.source for c in task.copies]) == ("p1", "in_force", ["a.txt"])


def test_the_same_words_with_two_dates_are_two_tasks():
    one = extraction(document(), record("p1", "报送工作总结", "2021-08-31"), record("p2", "报送工作总结", "2021-12-31"))
    other = extraction(
        document(source="b.txt"), record("p3", "报送工作总结", "2021-12-31", source="b.txt"), source="b.txt"
    )
    tasks = collect([one, other])
    assert [(task.id, len(task.copies)) for task in tasks] == [("p1", 0), ("p2", 1)]


def test_words_that_one_file_repeats_are_one_task_unless_others_lead():
    file = extraction(
        document(),
        record("p1", "报送工作总结", "2021-08-31", lead=("甲局",)),
        record("p1-2", "报送工作总结。", "2021-08-31", lead=("甲局",), span=(90, 97)),
        record("p1-3", "报送工作总结", "2021-08-31", lead=("乙局",)),
        record("p2", "报送工作总结书", "2021-08-31", lead=("甲局",)),
    )
    assert [(task.id, len(task.copies)) for task in collect([file])] == [("p1", 1), ("p1-3", 0), ("p2", 0)]


def test_a_city_task_serves_the_alike_task_of_the_provincial_circular_that_it_cites():
    province = extraction(
        document(),
        record("p1", "8月底前各统筹区实现普通门诊费用跨省联网结算", "2021-08-31"),
        record("p2", "2021年底实现二级医疗机构智能监控全覆盖", "2021-12-31"),
    )
    city = extraction(
        city_document(source="b.txt"),
        cites(PROVINCE, source="b.txt"),
        record("c1", "8月底前全市实现普通门诊费用跨省联网结算", source="b.txt", document=CITY),
        record("c2", "加强组织领导", source="b.txt", document=CITY),
        source="b.txt",
    )
    served = {task.id: task.serves and task.serves.id for task in collect([province, city])}
    assert served == {"p1": None, "p2": None, "c1": "p1", "c2": None}


def test_a_task_serves_no_circular_of_another_province():
    province = extraction(document(), record("p1", "8月底前实现普通门诊费用跨省联网结算", "2021-08-31"))
    elsewhere = extraction(
        city_document(source="b.txt", place_code="440100"),
        cites(PROVINCE, source="b.txt"),
        record("c1", "8月底前实现普通门诊费用跨省联网结算", source="b.txt", document=CITY),
        source="b.txt",
    )
    assert all(task.serves is None for task in collect([province, elsewhere]))


def test_a_shared_concept_links_tasks_whose_circulars_do_not_cite_each_other():
    province = extraction(
        document(), record("p1", "9月底前将政府补助提高到每人每年640元", "2021-09-30", concepts=("subsidy",))
    )
    city = extraction(
        city_document(source="b.txt"),
        record("c1", "政府补助标准由580元提高到640元", source="b.txt", document=CITY, concepts=("subsidy",)),
        source="b.txt",
    )
    links = {task.id: task.serves and task.serves.id for task in collect([city, province])}
    assert links == {"p1": None, "c1": "p1"}


def test_the_order_of_files_changes_nothing():
    files = [
        extraction(document(source=f"{n}.txt"), record(f"r{n}", f"第{n}项工作", source=f"{n}.txt"), source=f"{n}.txt")
        for n in range(4)
    ]
    assert collect(files) == collect(files[::-1])


def test_nobody_owes_what_its_page_says_has_lapsed():
    file = extraction(document(status="ended"), record("p1", "实现门诊费用跨省联网结算", "2021-08-31"))
    assert list(collect([file])) == []


def test_what_a_later_circular_repeals_is_owed_only_as_far_as_it_was_due_before():
    repealing = document("省发〔2022〕9号", "b.txt", date="2022-03-01", effective_from="2022-05-01")
    repeal = cites(PROVINCE, "省发〔2022〕9号", "b.txt").model_copy(update={"relation": "repeals"})
    old = extraction(document(), record("t1", "办结清算", "2022-04-30"), record("t2", "报送总结", "2022-05-01"), record("t3", "加强监管"))
    assert {task.id for task in collect([old, extraction(repealing, repeal, source="b.txt")])} == {"t1"}
    assert {task.id for task in collect([old])} == {"t1", "t2", "t3"}
