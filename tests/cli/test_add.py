"""`hongtou add`: shows first, writes when told to, refuses what is there already."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.sources import office

PROVINCE = """粤医保发〔2022〕5号

广东省医疗保障局
关于做好2022年居民医保工作的通知

各地级以上市医疗保障局：

一、筹资标准

2022年居民医保个人缴费标准不低于每人每年350元。

广东省医疗保障局
2022年3月1日
"""
CITY = """河医保发〔2022〕9号

河源市医疗保障局
关于做好2022年居民医保工作的通知

各县区医疗保障局：

一、筹资标准

2022年居民医保个人缴费标准为每人每年320元。各县区要在2022年9月底前完成参保登记。

河源市医疗保障局
2022年4月1日
"""


def hongtou(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, stdin=subprocess.DEVNULL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (tmp_path / "city.txt").write_text(CITY, encoding="utf-8")
    return tmp_path


def corpus_files(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "corpus").iterdir())


def test_shows_head_values_tasks_and_findings_and_writes_nothing_unasked(project: Path) -> None:
    done = hongtou("add", "city.txt", cwd=project)
    assert done.returncode == 1
    for shown in ("河医保发〔2022〕9号", "河源市（441600，市级）", "每人每年320元", "2022年9月底前", "低于下限", "--yes"):
        assert shown in done.stdout
    assert corpus_files(project) == ["province.txt"]


def test_yes_copies_byte_for_byte(project: Path) -> None:
    (project / "city.txt").write_bytes(CITY.encode("gb18030").replace(b"\n", b"\r\n"))
    done = hongtou("add", "city.txt", "--yes", cwd=project)
    assert done.returncode == 0
    assert (project / "corpus" / "city.txt").read_bytes() == (project / "city.txt").read_bytes()
    assert corpus_files(project) == ["city.txt", "province.txt"]


def test_asks_on_a_terminal(project: Path) -> None:
    for answer, code, files in (("n\n", 1, ["province.txt"]), ("y\n", 0, ["city.txt", "province.txt"])):
        controller, terminal = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "add", "city.txt"],
            cwd=project,
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"TERM": "dumb"},
        )
        os.write(controller, answer.encode())
        process.communicate(timeout=60)
        os.close(terminal)
        os.close(controller)
        assert process.returncode == code
        assert corpus_files(project) == files


def test_what_is_missing_in_the_head_is_said(project: Path) -> None:
    (project / "city.txt").write_text(CITY.replace("河医保发〔2022〕9号\n\n", ""), encoding="utf-8")
    done = hongtou("add", "city.txt", cwd=project)
    assert "缺少的发文字号可在 corpus.yaml 的 files 下按文件名 city.txt 补充。" in done.stdout


def test_what_was_not_read_is_said(project: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in CITY.splitlines()).replace("320元", "<del>300元</del>320元")
    (project / "city.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert "有1处加删除线的文字未读取" in hongtou("add", "city.html", cwd=project).stdout


@pytest.mark.parametrize("name", ["province.txt", "again.txt"])
def test_number_that_is_there_is_refused_unless_replaced(project: Path, name: str) -> None:
    (project / name).write_text(PROVINCE.replace("350元", "360元"), encoding="utf-8")
    refused = hongtou("add", name, "--yes", cwd=project)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr and "province.txt" in refused.stderr
    assert "350元" in (project / "corpus" / "province.txt").read_text(encoding="utf-8")
    replaced = hongtou("add", name, "--yes", "--replace", cwd=project)
    assert replaced.returncode == 0
    assert corpus_files(project) == [name]
    assert "360元" in (project / "corpus" / name).read_text(encoding="utf-8")


def test_earlier_value_is_shown_beside_the_new_one(project: Path) -> None:
    (project / "new.txt").write_text(PROVINCE.replace("350元", "380元").replace("2022", "2023"), encoding="utf-8")
    shown = hongtou("add", "new.txt", cwd=project).stdout
    assert "不低于380元" in shown and "不低于350元（粤医保发〔2022〕5号）" in shown


HOMES = """河房金〔{year}〕{number}号

河源市住房公积金管理中心
关于调整住房公积金贷款首付款比例的通知

各县区管理部：

一、使用住房公积金贷款购买首套住房的，首付款比例不低于{first}%。

二、使用住房公积金贷款购买第二套住房的，首付款比例不低于{second}%。

河源市住房公积金管理中心
{year}年4月1日
"""


def test_a_case_is_shown_beside_the_same_case(project: Path) -> None:
    (project / "corpus" / "old.txt").write_text(HOMES.format(year=2029, number=3, first=20, second=30), encoding="utf-8")
    (project / "new.txt").write_text(HOMES.format(year=2031, number=8, first=15, second=25), encoding="utf-8")
    lines = hongtou("add", "new.txt", cwd=project).stdout.splitlines()
    (first,) = [line for line in lines if "15%" in line and "后又规定" not in line]
    (second,) = [line for line in lines if "25%" in line and "后又规定" not in line]
    assert "20%（河房金〔2029〕3号）" in first and "首套" in first
    assert "30%（河房金〔2029〕3号）" in second and "第二套" in second


def test_everything_about_the_circular_is_in_chinese(project: Path) -> None:
    text = CITY.replace("9月底前完成参保登记", "9月底前完成参保登记，应急响应自紧急情况解除起10个工作日内结束")
    (project / "city.txt").write_text(text, encoding="utf-8")
    shown = hongtou("add", "city.txt", cwd=project).stdout.partition("Nothing was written")[0]
    words = set(re.findall(r"[A-Za-z_-]{4,}", shown)) - {"city", "hongtou", "extract", "table", "tasks", "--to", "--all"}
    assert words == set()


def test_undated_requirements_are_counted(project: Path) -> None:
    (project / "city.txt").write_text(CITY.replace("完成参保登记。", "完成参保登记。\n\n二、各县区要加强宣传引导。"), encoding="utf-8")
    shown = hongtou("add", "city.txt", cwd=project).stdout
    assert "加强宣传引导" not in shown and "另有 1 项未定时限的要求，收入后见 hongtou tasks --all" in shown


def test_file_that_cannot_be_read_does_not_stop_the_others(project: Path) -> None:
    (project / "empty.txt").write_bytes(b"")
    done = hongtou("add", "empty.txt", "gone.txt", "city.txt", "--yes", cwd=project)
    assert done.returncode == 1
    assert "empty.txt" in done.stderr and "gone.txt" in done.stderr
    assert corpus_files(project) == ["city.txt", "province.txt"]


def test_first_circular_of_an_empty_corpus(project: Path) -> None:
    (project / "corpus" / "province.txt").unlink()
    assert hongtou("add", "city.txt", "--yes", cwd=project).returncode == 0
    assert corpus_files(project) == ["city.txt"]


def test_no_corpus_folder(project: Path) -> None:
    done = hongtou("add", "city.txt", "--yes", "--corpus", "nowhere", cwd=project)
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_a_folder_or_archive_comes_in_with_its_annexes(project: Path) -> None:
    received = project / "received"
    received.mkdir()
    (received / "city.txt").write_text(CITY, encoding="utf-8")
    (received / "附件1.txt").write_text("附件1\n大病保险起付标准为1.6万元。\n", encoding="utf-8")
    with zipfile.ZipFile(project / "more.zip", "w") as archive:
        archive.writestr("更多/other.txt", CITY.replace("河医保发〔2022〕9号", "河医保发〔2022〕10号"))
    done = hongtou("add", "received", "more.zip", "--yes", cwd=project)
    assert done.returncode == 0
    assert "附件1.txt" in done.stdout and "1.6万元" in done.stdout
    assert corpus_files(project) == ["city-附件1.txt", "city.txt", "other.txt", "province.txt"]
    again = hongtou("extract", "corpus", "--to", "jsonl", cwd=project)
    assert '"section":["附件1"]' in again.stdout


def test_a_saved_page_comes_in_with_the_file_that_it_links_to(project: Path) -> None:
    received = project / "received"
    (received / "网页_files").mkdir(parents=True)
    paragraphs = "".join(f"<p>{line}</p>" for line in CITY.splitlines() if line)
    page = f'<html><body><div class="TRS_Editor">{paragraphs}<p><a href="./P0203105.docx">附件：比例表</a></p><img src="网页_files/b.png"></div></body></html>'
    (received / "网页.html").write_text(page, encoding="utf-8")
    (received / "网页_files" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    table = office.table([["医院等级", "住院报销比例"], ["一级", "85%"]])
    (received / "P0203105.docx").write_bytes(office.docx(office.paragraph("住院报销比例表") + table))
    done = hongtou("add", "received", "--yes", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "85%" in done.stdout and "有1幅图片，其中的文字和表格未读取" in "".join(done.stdout.split())
    assert corpus_files(project) == ["province.txt", "网页-附件1-P0203105.docx", "网页.html"]
    again = hongtou("extract", "corpus/", cwd=project)
    assert '"section":["附件1"]' in again.stdout and again.stdout.count('"type":"document"') == 2


def test_an_e_mail_comes_in_with_its_annexes(project: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail.set_content("请查收。")
    for name, text in (("通知.txt", CITY), ("附件.txt", "附件\n大病保险起付标准为1.6万元。\n")):
        mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename=name)
    (project / "来信.eml").write_bytes(mail.as_bytes())
    done = hongtou("add", "来信.eml", "--yes", cwd=project)
    assert (done.returncode, corpus_files(project)) == (0, ["province.txt", "通知-附件.txt", "通知.txt"])


def test_formats_that_are_not_read_are_refused_in_a_line_each(project: Path) -> None:
    (project / "表.xlsx").write_bytes(office.packed({"xl/workbook.xml": "<a/>"}))
    (project / "包.rar").write_bytes(b"Rar!\x1a\x07\x00x")
    done = hongtou("add", "表.xlsx", "包.rar", "--yes", cwd=project)
    assert done.returncode == 1
    assert [line.split("; ")[1] for line in done.stderr.splitlines()[:2]] == [
        "open it and save it as PDF, HTML or UTF-8 text", "unpack it and bring the circulars in it"]
