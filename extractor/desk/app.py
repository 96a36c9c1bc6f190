"""The desk as an ASGI application: the routes as pages and as JSON, behind the gate."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route as Address

from extractor.desk.actions import Refused
from extractor.desk.gate import CSRF_FIELD, CSRF_HEADER, Gate, _same, remember
from extractor.desk.openapi import openapi
from extractor.desk.pages.changes import ChangesPage
from extractor.desk.pages.tasks import TasksAsked, export
from extractor.desk.routes import ROUTES, Asked, Desk, Route, answer
from extractor.desk.shown import helpers
from extractor.report.wording import failure_text
from extractor.sources.model import SourceError
from extractor.templating import environment, template_folder

NEXT = "next"
"""The field of a form that says which page comes after it."""
_FILES = (("/style.css", "page", "text/css"), ("/desk.css", "desk", "text/css"), ("/desk.js", "desk", "text/javascript"))
_DOWNLOADS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "ics": "text/calendar", "csv": "text/csv"}
_WORDS = {
    "missing": "没有填写", "string_too_short": "没有填写", "string_too_long": "太长", "int_parsing": "不是整数",
    "date_from_datetime_parsing": "不是日期，应写成 2026-03-01 的样子", "date_parsing": "不是日期，应写成 2026-03-01 的样子",
    "literal_error": "不在可选范围内", "greater_than_equal": "太小", "less_than_equal": "太大", "bool_parsing": "不是“是/否”",
    "extra_forbidden": "没有这一项",
}  # fmt: skip
NAVIGATION = (("/", "今日"), ("/intake", "收文"), ("/files", "文件"), ("/values", "参数"), ("/findings", "核查"), ("/tasks", "任务"),
              ("/changes", "变化"), ("/settings", "设置"))


def create_app(desk: Desk, *, token: str, hosts: frozenset[str]) -> Starlette:
    """The application for one corpus; it answers only on `hosts`, and only who brings `token`."""
    pages = _Pages(desk)
    addresses: list[Address] = []
    for route in ROUTES:
        addresses.append(Address(f"/api{route.path if route.path != '/' else '/overview'}", pages.as_json(route), methods=[route.method]))
    addresses += [
        Address("/api/openapi.json", pages.openapi, methods=["GET"]),
        Address("/who", pages.who, methods=["GET", "POST"]),
        Address("/files/{source:path}/pages/{page:int}.png", pages.page_image, methods=["GET"]),
        Address("/changes.md", pages.report, methods=["GET"]),
        Address("/tasks/export/{form}", pages.export, methods=["GET"]),
        *(Address(path, pages.file(folder, kind), methods=["GET"]) for path, folder, kind in _FILES),
    ]
    # Of the addresses below a file's name, which may hold anything, the longer one comes first.
    for route in sorted(ROUTES, key=lambda one: one.method, reverse=True):
        addresses.append(Address(route.path, pages.as_page(route), methods=[route.method]))
    return Starlette(
        routes=addresses, middleware=[Middleware(Gate, token=token, hosts=hosts)],
        exception_handlers={404: pages.not_found, 405: pages.not_found},
    )


class _Pages:
    """Turns routes into what Starlette calls."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._env = environment("desk")
        self._env.filters |= {"path": lambda text: quote(str(text), safe="")}
        self._env.globals |= {"navigation": NAVIGATION, **helpers()}

    def as_json(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            try:
                given = dict(request.query_params) if route.method == "GET" else await _body(request)
                if route.method == "POST" and not _has_token(request, request.headers.get(CSRF_HEADER, "")):
                    return JSONResponse({"error": f"缺少请求头 {CSRF_HEADER}"}, 403)
                found = await self._run(route, request, given, request.state.who or request.headers.get("x-hongtou-who", ""))
            except _Problem as problem:
                return JSONResponse({"error": str(problem)}, problem.status)
            return JSONResponse(json.loads(found.model_dump_json(by_alias=True)))

        return answered

    def as_page(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            return await (self._shown(route, request) if route.method == "GET" else self._decided(route, request))

        return answered

    async def _shown(self, route: Route, request: Request) -> Response:
        try:
            found = await self._run(route, request, _filled(request.query_params), request.state.who)
        except _Problem as problem:
            return self._problem(request, problem)
        if not route.template:
            return JSONResponse(json.loads(found.model_dump_json()))
        return self._page(route.template, request, page=found)

    async def _decided(self, route: Route, request: Request) -> Response:
        """What comes after a form: the page that it came from, or, for one that is sent in its place, what stands there now."""
        form = await request.form()
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        files = await _files(form)
        onward = local_path(fields.pop(NEXT, ""))
        in_place = request.headers.get("hx-request") == "true" and bool(route.template)
        if not _has_token(request, fields.pop(CSRF_FIELD, "")):
            return self._problem(request, _Problem(403, "页面已过期，请刷新后重试"))
        if not request.state.who:
            ask = f"/who?{urlencode({NEXT: onward})}"
            return Response(headers={"hx-redirect": ask}) if in_place else RedirectResponse(ask, 303)
        refusal: _Problem | None = None
        try:
            given = {**_nested(_filled(fields)), **files}
            result = await self._run(route, request, given, request.state.who)
            if route.shows:
                return self._page(route.template, request, page=result, here=onward)
            onward = route.onward(result) or onward
        except _Problem as problem:
            refusal = problem
        if in_place:
            now = await run_in_threadpool(route.now, self._desk, request.path_params)
            told = str(refusal) if refusal else ""
            return self._page(route.template, request, refusal.status if refusal else 200, one=now, problem=told, here=onward)
        return self._problem(request, refusal, back=onward) if refusal else RedirectResponse(onward, 303)

    async def who(self, request: Request) -> Response:
        """Ask who acts; once a browser."""
        if request.method == "GET":
            return self._page("who", request, onward=local_path(request.query_params.get(NEXT, "")))
        form = await request.form()
        name, onward = str(form.get("name", "")).strip(), local_path(str(form.get(NEXT, "")))
        if not _has_token(request, str(form.get(CSRF_FIELD, ""))):
            return self._problem(request, _Problem(403, "页面已过期，请刷新后重试"))
        if not name:
            return self._page("who", request, onward=onward)
        answer = RedirectResponse(onward, 303)
        remember(answer, name)
        return answer

    async def page_image(self, request: Request) -> Response:
        """A page of a circular as a picture."""
        source, page = request.path_params["source"], request.path_params["page"]
        try:
            data = await run_in_threadpool(self._desk.holdings.page_image, source, page)
        except LookupError:
            return self._problem(request, _Problem(404, "没有这一页"))
        except SourceError as error:
            return self._problem(request, _Problem(422, failure_text(error)))
        return Response(data, media_type="image/png")

    async def report(self, request: Request) -> Response:
        """What is different since a day, as Markdown."""
        route = next(one for one in ROUTES if one.name == "changes")
        try:
            found = await self._run(route, request, _filled(request.query_params), request.state.who)
        except _Problem as problem:
            return self._problem(request, problem)
        assert isinstance(found, ChangesPage)
        name = quote(f"政策变化周报{found.since.isoformat()}至{found.until.isoformat()}.md")
        return PlainTextResponse(found.markdown, media_type="text/markdown", headers={
            "content-disposition": f"attachment; filename*=UTF-8''{name}"})

    async def export(self, request: Request) -> Response:
        """The tasks that were asked for as a workbook or a calendar."""
        form = request.path_params["form"]
        if form not in _DOWNLOADS:
            return self._problem(request, _Problem(404, "没有这种格式"))
        try:
            asked = TasksAsked.model_validate(_filled(request.query_params))
        except ValidationError as error:
            return self._problem(request, _Problem(422, _told(error)))
        data = await run_in_threadpool(export, self._desk.book, asked, form, self._desk.today())
        name = quote(f"任务台账{self._desk.today().isoformat()}.{form}")
        return Response(data, media_type=_DOWNLOADS[form], headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"})

    def file(self, folder: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
        """What pages are drawn with: the style that all pages of the project share, the desk's own, its script."""
        async def answered(request: Request) -> Response:
            return FileResponse(template_folder() / folder / request.url.path[1:], media_type=kind)

        return answered

    async def openapi(self, _: Request) -> Response:
        """The description of the API."""
        return JSONResponse(openapi())

    async def not_found(self, request: Request, error: Exception) -> Response:
        """The answer to an address that is none."""
        status = getattr(error, "status_code", 404)
        problem = _Problem(status, "没有这个页面" if status == 404 else "这个地址不接受这样的请求")
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": str(problem)}, status)
        return self._problem(request, problem)

    async def _run(self, route: Route, request: Request, given: Mapping[str, Any], who: str) -> BaseModel:
        if route.method == "POST" and not who:
            raise _Problem(403, "请先说明您是谁")
        try:
            asked = Asked(request.path_params, route.takes.model_validate(given), who)
            return await run_in_threadpool(answer, self._desk, route, asked)
        except ValidationError as error:
            raise _Problem(422, _told(error)) from error
        except LookupError as error:
            raise _Problem(404, "没有找到：可能已被删除或改名") from error
        except Refused as error:
            raise _Problem(409 if error.changed else 422, str(error)) from error
        except SourceError as error:
            raise _Problem(422, f"{error.name}：{error.problem}") from error

    def _page(self, template: str, request: Request, status: int = 200, **shown: Any) -> Response:
        shown.setdefault("here", request.url.path + (f"?{request.url.query}" if request.url.query else ""))
        text = self._env.get_template(f"{template}.html.j2").render(
            csrf=getattr(request.state, "csrf", ""), who=getattr(request.state, "who", ""), top="/" + request.url.path.split("/")[1],
            renewing=self._desk.holdings.is_renewing, failure=self._desk.holdings.failure, **shown,
        )
        return HTMLResponse(text, status)

    def _problem(self, request: Request, problem: _Problem, back: str = "/") -> Response:
        return self._page("problem", request, problem.status, message=str(problem), back=back)


class _Problem(Exception):
    """Why a request is not answered as it was meant, in Chinese, with the HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def local_path(given: str) -> str:
    """A path of this desk to go on to; `/` for anything else."""
    parts = urlsplit(given.replace("\\", "/"))
    if parts.scheme or parts.netloc or not given.startswith("/") or given.startswith("//") or any(ord(one) < 32 for one in given):
        return "/"
    return given


async def _files(form: FormData) -> dict[str, list[tuple[str, bytes]]]:
    """The files of a form by the names of their fields, those that were left empty left out."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            found.setdefault(name, []).append((value.filename, await value.read()))
    return found


async def _body(request: Request) -> Mapping[str, Any]:
    """The JSON object that a request brings, or the files of a form."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _files(await request.form())
    try:
        data = await request.json()
    except (ValueError, RecursionError) as error:
        raise _Problem(400, "请求内容不是JSON") from error
    if not isinstance(data, dict):
        raise _Problem(400, "请求内容不是JSON对象")
    return data


def _filled(given: Mapping[str, str]) -> dict[str, str]:
    """Fields that are not left empty."""
    return {name: value for name, value in given.items() if value != ""}


def _nested(given: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a form; those called `fields.NAME` are the fields of a record, in JSON where they are not text."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        head, _, rest = name.partition(".")
        if rest:
            found.setdefault(head, {})[rest] = value
        else:
            found[name] = value
    return found


def _has_token(request: Request, given: str) -> bool:
    return _same(given, request.state.csrf)


def _told(error: ValidationError) -> str:
    """What is wrong with what was given, in Chinese."""
    said = [f"{'.'.join(map(str, one['loc'])) or '内容'}：{_WORDS.get(one['type'], '不符合要求')}" for one in error.errors()]
    return "；".join(dict.fromkeys(said))
