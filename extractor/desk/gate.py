"""Who may come in, and with what: hosts, the token of the address, requests that change something, sizes, headers.

The desk listens on this computer. The address printed at the start carries a token; a browser that has brought it once has it as a
cookie. A page of another origin can neither read (no CORS) nor change anything (SameSite=Strict, Origin, a token in each form),
and a name that somebody points at this computer (DNS rebinding) is not answered.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE, WHO = "hongtou", "hongtou_who"
TOKEN = "token"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-hongtou-csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY = 200 * 2**20
"""Bytes of a request: the circulars that are brought in at once."""
MAX_NAME = 40
_YEAR = 365 * 24 * 3600

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Gate:
    """Middleware: lets through what carries the token, and what may change something only from the desk's own pages."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str]) -> None:
        self._app, self._token, self._hosts = app, token, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        scope.setdefault("state", {})
        scope["state"]["csrf"] = csrf_of(self._token)
        scope["state"]["who"] = who_of(request)
        await self._app(scope, _limited(receive), _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that is not let through; None for one that is."""
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("本服务只应答本机地址", 421)
        if (length := request.headers.get("content-length", "0")).isdigit() and int(length) > MAX_BODY:
            return PlainTextResponse(f"一次最多接收{MAX_BODY // 2**20}MB", 413)
        given = request.query_params.get(TOKEN)
        if given is not None and request.method == "GET":
            return self._entrance(request, given)
        if not _same(request.cookies.get(_cookie(request), ""), self._token):
            return PlainTextResponse("请使用启动时显示的网址打开本页（网址中带有口令）", 403)
        if request.method not in SAFE and not self._is_own(request):
            return PlainTextResponse("请求不是从本系统的页面发出的", 403)
        return None

    def _entrance(self, request: Request, given: str) -> Response:
        if not _same(given, self._token):
            return PlainTextResponse("网址中的口令不对：请使用最近一次启动时显示的网址", 403)
        rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != TOKEN])
        answer = RedirectResponse(request.url.path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(_cookie(request), self._token, max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    def _is_own(self, request: Request) -> bool:
        """Whether a request that changes something comes from a page of the desk, or from a program that has its token."""
        origin = request.headers.get("origin")
        if origin is not None and origin != f"{request.url.scheme}://{request.headers['host']}":
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        header = request.headers.get(CSRF_HEADER)
        # A form carries the same in a field, which is read with the form (`routes`).
        return header is None or _same(header, csrf_of(self._token))


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def csrf_of(token: str) -> str:
    """What a form must carry: it follows from the token, and does not tell it."""
    return hmac.new(token.encode(), b"form", sha256).hexdigest()


def who_of(request: HTTPConnection) -> str:
    """The name that a person has given; empty where none is known."""
    return unquote(request.cookies.get(WHO, "")).strip()[:MAX_NAME]


def remember(answer: Response, name: str) -> None:
    """Remember a person's name in the browser."""
    answer.set_cookie(WHO, quote(name.strip()[:MAX_NAME]), max_age=_YEAR, httponly=True, samesite="strict")


def _cookie(request: HTTPConnection) -> str:
    """The name of the cookie: browsers send cookies to every port of a host, so two desks must not have the same."""
    return f"{COOKIE}_{request.url.port or 80}"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="surrogatepass"), other.encode())


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def _limited(receive: Receive) -> Receive:
    """The request's body up to the limit: one that does not say its length may not be longer either."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            return {"type": "http.disconnect"}
        return message

    return received
