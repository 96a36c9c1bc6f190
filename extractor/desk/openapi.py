"""The API's description (OpenAPI 3.1), from the same table of routes that answers it."""

from __future__ import annotations

import re
from typing import Any

from pydantic.json_schema import models_json_schema

from extractor.desk.gate import CSRF_HEADER
from extractor.desk.pages.intake import Handed
from extractor.desk.pages.tasks import SheetGiven
from extractor.desk.routes import ROUTES, Route

_PART = re.compile(r"\{(\w+)(?::\w+)?\}")
_HANDED = (Handed, SheetGiven)
_FILES = {"type": "object", "required": ["files"], "properties": {
    "files": {"type": "array", "items": {"type": "string", "format": "binary"}}}}
_REF = "#/components/schemas/{model}"


def openapi() -> dict[str, Any]:
    """The description as one JSON object; the same code gives the same."""
    models = dict.fromkeys([*(route.takes for route in ROUTES), *(route.gives for route in ROUTES)])
    keys, defined = models_json_schema([(one, "validation") for one in models], ref_template=_REF)
    paths: dict[str, Any] = {}
    for route in ROUTES:
        path = _PART.sub(r"{\1}", f"/api{route.path if route.path != '/' else '/overview'}")
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, keys, defined["$defs"])
    return {
        "openapi": "3.1.0",
        "info": {"title": "hongtou desk", "version": "1"},
        "paths": paths,
        "components": {"schemas": defined["$defs"] | {"Error": {
            "type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}}},
    }


def _operation(route: Route, keys: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    named = keys[route.takes, "validation"]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _PART.findall(route.path)]
    found: dict[str, Any] = {"operationId": route.name, "summary": route.summary}
    if route.method == "GET":
        schema = schemas[named["$ref"].rpartition("/")[2]]
        parameters += [{"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": said}
                       for name, said in schema.get("properties", {}).items()]
    else:
        parameters.append({"name": CSRF_HEADER, "in": "header", "required": True, "schema": {"type": "string"}})
        form = "multipart/form-data" if route.takes in _HANDED else "application/json"
        found["requestBody"] = {"required": True, "content": {form: {"schema": _FILES if route.takes in _HANDED else named}}}
    problem = {"description": "Why not", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    good = {"description": "Done", "content": {"application/json": {"schema": keys[route.gives, "validation"]}}}
    return found | {"parameters": parameters, "responses": {"200": good} | dict.fromkeys(("400", "403", "404", "409", "422"), problem)}
