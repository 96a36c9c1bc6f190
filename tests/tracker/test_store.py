"""The store: states and history outlive every synchronization, and no update is lost. On each kind of database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from extractor.tracker.state import DONE, IN_PROGRESS, NOT_STARTED, State, StateError
from extractor.tracker.store import Conflict, DatabaseError, Store, UnknownTask, exists
from extractor.tracker.store.schema import HEAD, metadata
from extractor.tracker.tasks import Served, Standing
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)
NOON = datetime(2021, 9, 15, 12, tzinfo=UTC)


@pytest.fixture
def store(database):
    with Store(database, now=lambda: NOON) as opened:
        yield opened


def state_of(store, task_id):
    return store.find(task_id).state


def test_a_change_is_kept_with_who_when_from_and_to(store):
    store.sync([task("t1")], ON, "sync")
    store.update("t1", {"status": IN_PROGRESS, "owner": "王芳"}, "李强")
    store.update("t1", {"status": DONE}, "王芳")
    assert state_of(store, "t1") == State(DONE, "王芳", version=2)
    lines = [(c.version, c.at, c.who, c.field, c.before, c.after) for c in store.history("t1")]
    assert lines == [
        (0, "2021-09-15T12:00:00+00:00", "sync", "task", None, "按月报送进展"),
        (1, "2021-09-15T12:00:00+00:00", "李强", "status", NOT_STARTED, IN_PROGRESS),
        (1, "2021-09-15T12:00:00+00:00", "李强", "owner", "", "王芳"),
        (2, "2021-09-15T12:00:00+00:00", "王芳", "status", IN_PROGRESS, DONE),
    ]


def test_what_already_stands_there_is_no_change(store):
    store.sync([task("t1")], ON, "sync")
    assert store.update("t1", {"status": NOT_STARTED, "note": ""}, "a").version == 0
    assert len(store.history("t1")) == 1


def test_a_lost_update_is_refused_with_both_versions(store):
    store.sync([task("t1")], ON, "sync")
    store.update("t1", {"note": "甲的备注"}, "甲", version=0)
    with pytest.raises(Conflict) as caught:
        store.update("t1", {"note": "乙的备注"}, "乙", version=0)
    conflict = caught.value
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        0,
        {"note": "乙的备注"},
        State(note="甲的备注", version=1),
    )
    assert state_of(store, "t1").note == "甲的备注"


def test_several_updates_are_written_all_or_none(store):
    store.sync([task("t1"), task("t2", "另一项工作")], ON, "sync")
    store.update("t2", {"note": "先"}, "甲")
    with pytest.raises(Conflict):
        store.update_many({"t1": ({"note": "后"}, 0), "t2": ({"note": "后"}, 0)}, "乙")
    assert (state_of(store, "t1").note, state_of(store, "t2").note) == ("", "先")


def test_a_wrong_state_or_task_writes_nothing(store):
    store.sync([task("t1")], ON, "sync")
    with pytest.raises(StateError):
        store.update("t1", {"status": "已逾期"}, "甲")
    with pytest.raises(UnknownTask):
        store.update("t9", {"status": DONE}, "甲")
    assert len(store.history()) == 1


def test_an_earlier_version_can_be_told(store):
    store.sync([task("t1")], ON, "sync")
    for note in ("一", "二", "三"):
        store.update("t1", {"note": note}, "甲")
    store.update("t1", {"status": DONE}, "乙")
    assert store.state_at("t1", 0) == State()
    assert store.state_at("t1", 2) == State(note="二", version=2)
    assert store.state_at("t1", 4) == State(DONE, note="三", version=4)


def test_a_task_is_found_by_the_beginning_of_its_identifier(store):
    store.sync([task("abc1"), task("abd1", "另一项工作"), task("abd", "第三项工作")], ON, "sync")
    assert store.find("abc").task.id == "abc1"
    assert store.find("abd").task.id == "abd"
    for given, candidates in (("ab", ("abc1", "abd", "abd1")), ("x", ()), ("", ())):
        with pytest.raises(UnknownTask) as caught:
            store.find(given)
        assert caught.value.candidates == candidates


def test_a_second_synchronization_changes_nothing(store):
    tasks = [task("t1", due="2021-09-30"), task("t2", "另一项工作")]
    store.sync(tasks, ON, "sync")
    before = (store.tracked(), store.history())
    plan = store.sync(tasks[::-1], date(2021, 10, 1), "sync")
    assert (plan.added, plan.carried, plan.withdrawn, plan.reinstated) == ([], [], [], [])
    assert (store.tracked(), store.history()) == before


def test_state_and_identifier_survive_a_small_edit_which_is_reported(store):
    store.sync([task("old", "9月底前实现门诊费用跨省联网结算", "2021-09-30")], ON, "sync")
    store.update("old", {"status": IN_PROGRESS}, "甲")
    plan = store.sync([task("new", "10月底前全面实现门诊费用跨省联网结算", "2021-10-31")], ON, "sync")
    assert [(one.before.id, one.after.id) for one in plan.carried] == [("old", "new")]
    assert plan.withdrawn == plan.added == []
    (tracked,) = store.tracked()
    assert (tracked.task.id, tracked.task.action) == ("old", "10月底前全面实现门诊费用跨省联网结算")
    assert tracked.state.status == IN_PROGRESS
    moved = {c.field: (c.before, c.after) for c in store.history("old")[2:]}
    assert moved["due"] == ("2021年9月30日", "2021年10月31日")
    assert store.sync([task("new", "10月底前全面实现门诊费用跨省联网结算", "2021-10-31")], ON, "sync").carried == []


def test_the_most_alike_wording_is_carried_over(store):
    store.sync([task("a", "2021年实现医保服务站乡镇全覆盖"), task("b", "2022年实现医保服务站村级全覆盖")], ON, "sync")
    plan = store.sync(
        [task("c", "2022年底实现医保服务站村级全覆盖"), task("a", "2021年实现医保服务站乡镇全覆盖")], ON, "sync"
    )
    assert [(one.before.id, one.after.id) for one in plan.carried] == [("b", "c")]
    assert [one.id for one, _ in plan.kept] == ["a"]


def test_a_like_wording_of_another_circular_is_another_task(store):
    store.sync([task("a", "实现门诊费用跨省联网结算")], ON, "sync")
    elsewhere = Standing(document="别的文件", source="b.txt", span=(0, 1))
    plan = store.sync([task("b", "实现门诊费用跨省的联网结算", standing=elsewhere)], ON, "sync")
    assert ([t.id for t in plan.added], [one.id for one in plan.withdrawn]) == (["b"], ["a"])


def test_an_identifier_that_an_edited_task_kept_is_not_given_again(store):
    store.sync([task("a", "实现门诊费用跨省联网结算")], ON, "sync")
    edited = task("b", "实现普通门诊费用跨省联网结算")
    store.sync([edited], ON, "sync")
    elsewhere = Standing(document="别的文件", source="b.txt", span=(0, 1))
    both = [edited, task("a", "实现门诊费用跨省联网结算", standing=elsewhere)]
    store.sync(both, ON, "sync")
    assert {one.task.id: one.task.action for one in store.tracked()} == {
        "a": "实现普通门诊费用跨省联网结算",
        "a.2": "实现门诊费用跨省联网结算",
    }
    assert len(store.sync(both, ON, "sync").kept) == 2


def test_a_circular_that_gets_its_number_later_keeps_its_tasks(store):
    store.sync([task("a", "实现门诊费用跨省联网结算")], ON, "sync")
    numbered = Standing(document="补录〔2021〕1号", source="a.txt", span=(0, 1))
    plan = store.sync([task("b", "实现门诊费用跨省联网结算", standing=numbered)], ON, "sync")
    assert [one.before.id for one in plan.carried] == ["a"]


def test_what_vanished_is_withdrawn_never_deleted_and_comes_back(store):
    store.sync([task("t1"), task("t2", "另一项工作")], ON, "sync")
    store.update("t1", {"note": "进展"}, "甲")
    assert [one.id for one in store.sync([task("t2", "另一项工作")], ON, "sync").withdrawn] == ["t1"]
    gone = store.find("t1")
    assert (gone.withdrawn, gone.state.note) == ("2021-09-15", "进展")
    assert store.sync([task("t2", "另一项工作")], date(2021, 9, 16), "sync").withdrawn == []
    back = store.sync([task("t1"), task("t2", "另一项工作")], date(2021, 9, 17), "sync")
    assert [one.id for one in back.reinstated] == ["t1"]
    assert (store.find("t1").withdrawn, store.find("t1").state.note) == (None, "进展")


def test_a_synchronization_does_not_stand_in_the_way_of_an_update(store):
    store.sync([task("t1", due="2021-09-30")], ON, "sync")
    store.sync([task("t1", due="2021-10-31")], ON, "sync")
    assert store.update("t1", {"note": "据此前版本"}, "甲", version=0).version == 1


def test_links_between_tasks_follow_a_carried_identifier(store):
    higher = Standing(document="国发", source="n.txt", span=(0, 1))
    lower = task("low", "落实联网结算任务", serves=Served(id="h1", document="国发", action="x", likeness=80))
    store.sync([task("h1", "8月底前实现门诊费用跨省联网结算", standing=higher), lower], ON, "sync")
    edited = lower.model_copy(update={"serves": lower.serves.model_copy(update={"id": "h2"})})
    store.sync([task("h2", "8月底前实现普通门诊费用跨省联网结算", standing=higher), edited], ON, "sync")
    assert store.find("low").task.serves.id == "h1"


def test_a_preview_gives_the_states_and_writes_nothing(store):
    store.sync([task("t1", "实现门诊费用跨省联网结算")], ON, "sync")
    store.update("t1", {"owner": "甲"}, "甲")
    before = (store.tracked(), store.history())
    shown = store.preview([task("t2", "实现门诊费用的跨省联网结算"), task("t3", "另一项工作")])
    assert [(one.task.id, one.state.owner) for one in shown] == [("t1", "甲"), ("t3", "")]
    assert (store.tracked(), store.history()) == before


def test_everything_is_there_after_opening_again(database):
    due = deadline("2021-09-30", precision="month")
    first = task("t1", due=due, lead=("市医保局",), concepts=("c",), forwarded_by=("市发",))
    with Store(database) as store:
        store.sync([first], ON, "sync")
        store.update("t1", {"evidence": "https://example.gov.cn/"}, "甲")
    with Store(database) as store:
        (tracked,) = store.tracked()
    assert (tracked.task, tracked.state.evidence, tracked.since) == (first, "https://example.gov.cn/", "2021-09-15")


def test_the_migrations_make_the_tables_that_the_code_expects(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from extractor.tracker.store.database import connect

    engine = connect(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == HEAD
    engine.dispose()


def test_an_older_database_is_brought_up_to_date_with_everything_in_it(database):
    with Store(database) as store:
        store.sync([task("t1")], ON, "sync")
        store.update("t1", {"note": "进展"}, "甲")
        before = (store.tracked(), store.history())
    engine = sa.create_engine(database.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE synchronization"))
        for column in ("own_due", "own_lead", "own_support"):
            connection.execute(sa.text(f"ALTER TABLE task DROP COLUMN {column}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    with Store(database) as store:
        assert (store.tracked(), store.history(), store.origin()) == (*before, None)


def test_the_database_of_a_newer_version_is_refused(database):
    from extractor.tracker.store.database import connect

    engine = connect(database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseError, match="version"):
        connect(database)


@pytest.mark.parametrize(
    "url", ["tracker", "oracle9://x/y", "sqlite:////nowhere/at/all/t.sqlite", "postgresql://127.0.0.1:1/none"]
)
def test_a_database_that_cannot_be_used_is_named_with_advice(url):
    with pytest.raises(DatabaseError) as caught:
        Store.open(url)
    assert caught.value.advice


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "t.sqlite"
    path.write_text("这不是数据库" * 500, encoding="utf-8")
    with pytest.raises(DatabaseError):
        Store.open(f"sqlite:///{path}")


def test_whether_there_is_a_store_is_told_without_making_one(tmp_path):
    url = f"sqlite:///{tmp_path / 't.sqlite'}"
    assert not exists(url)
    Store.open(url).close()
    assert exists(url)
