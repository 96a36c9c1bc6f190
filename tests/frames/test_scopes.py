"""Conditions printed farther off: the document's places, headings, announcements, list leads, sentences before."""

from __future__ import annotations

import pytest

from tests.records.reading import read

_HEAD = "某某市人民政府关于支持人才发展的若干措施\n各县（市、区）人民政府：\n"


def conditions(body: str) -> dict[str, list[str]]:
    """The conditions of each value of a circular, by the value."""
    return {str(record.value): [one.text for one in record.conditions] for record in read(_HEAD + body).parameters}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "一、引才\n新引进的重点企业高管，享受如下政策。\n给予每月2000元生活补贴。\n子女入学的，一次性给予3000元补助。\n"
            "二、稳岗\n稳定就业的，给予4000元补贴。",
            {"2000": ["新引进的重点企业高管"], "3000": ["新引进的重点企业高管", "子女入学的"], "4000": ["稳定就业的"]},
        ),
        (
            "一、安家\n新引进的青年人才，给予安家补贴。\n（一）在县城就业的，补贴2000元。\n二、稳岗\n稳定就业的，给予4000元补贴。",
            {"2000": ["新引进的青年人才", "在县城就业的"], "4000": ["稳定就业的"]},
        ),
        ("一、安家\n新引进的青年人才，给予安家补贴。\n稳定就业的，给予4000元补贴。", {"4000": ["稳定就业的"]}),
        (
            "一、支持多子女家庭购房\n1.购买新房的，给予2000元补贴。\n2.多子女家庭购买旧房的，给予3000元补贴。",
            {"2000": ["多子女家庭", "购买新房的"], "3000": ["多子女家庭", "购买旧房的"]},
        ),
        (
            "一、稳岗\n稳定就业的，给予4000元补贴。\n二、附则\n本措施自印发之日起施行，实施范围为东湖区、西湖区。",
            {"4000": ["稳定就业的", "东湖区、西湖区"]},
        ),
        (
            "一、安家\n在县城工作的博士、硕士，享受如下政策。\n博士在当地享受同等政策。购买新房的，给予2000元补贴。\n首次购房的，给予3000元补贴。",
            {"2000": ["在县城工作的", "博士", "购买新房的"], "3000": ["在县城工作的博士、硕士", "首次购房的"]},
        ),
        (
            "一、稳岗\n稳定就业的，给予4000元补贴。\n二、附则\n本措施适用于全市范围。",
            {"4000": ["稳定就业的"]},
        ),
        (
            "一、补贴\n商户在停业期间有下列情形之一的，给予补贴：\n（一）继续用工的，补贴2000元。",
            {"2000": ["商户在停业期间", "继续用工的"]},
        ),
        ("一、购房\n博士在当地享受户籍家庭政策。购买首套住房的，给予2000元补贴。", {"2000": ["博士", "购买首套住房的"]}),
        (
            "一、购房\n新引进的博士，购买新房的，给予3000元补贴。如自行租住，给予2000元补贴。",
            {"3000": ["新引进的博士", "购买新房的"], "2000": ["新引进的博士", "自行租住"]},
        ),
    ],
)
def test_scopes(body: str, expected: dict[str, list[str]]) -> None:
    assert conditions(body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某某市人民政府关于支持中心城区住房消费的若干措施\n各县（市、区）人民政府：\n一、购房\n购买新房的，给予2000元补贴。", ["中心城区", "购买新房的"]),
        ("近日，某某市印发《关于支持中心城区住房消费的若干措施》，支持住房消费。\n购买新房的，给予2000元补贴。", ["中心城区", "购买新房的"]),
        ("某某市人民政府关于支持住房消费的若干措施\n各县（市、区）人民政府：\n一、购房\n购买新房的，给予2000元补贴。", ["购买新房的"]),
    ],
)
def test_a_title_says_for_which_part_of_the_area_a_document_is(text: str, expected: list[str]) -> None:
    assert [[one.text for one in record.conditions] for record in read(text).parameters] == [expected]
