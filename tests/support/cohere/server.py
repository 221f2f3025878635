"""A stand-in for Cohere's API over real HTTP on this computer, for tests with the real SDK.

    with StandIn() as service:
        client = cohere.ClientV2(KEY, base_url=service.url, max_retries=0)
        ...
        assert not service.records.paid_twice()

It answers what `cohere_contract` allows with deterministic vectors of what the pictures show,
refuses the rest as the service does, remembers every call (`records`), keeps to rate limits
and plays faults (`faults`). As a separate process, ended by closing its standard input:
``python -m tests.support.cohere.server --latency 0.05 --pictures 400 --minute 3`` prints its
address, and ``GET /stand-in/summary`` answers what it saw.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.cohere.answers import (
    Dialect,
    answer,
    billed_units,
    error,
    model_facts,
    model_list,
    rows_of,
    spoilt,
)
from tests.support.cohere.contract import MODELS, Contract, EmbedRequest, Refusal, StandInModel
from tests.support.cohere.faults import SPOILT_ROWS, Fault, FaultPlan, Kind, trial_message
from tests.support.cohere.http import LOST, Reply, Request, Server
from tests.support.cohere.pictures import SentPicture, data_uris, read_data_uri
from tests.support.cohere.rate import Limits, Window
from tests.support.cohere.records import Call, Records, summary

KEY = "stand-in-key-0123456789abcdef"
PORTAL_PAGE = b"<!DOCTYPE html><html><title>Welcome to the hotel</title>Please log in.</html>"


class StandIn:
    """The service. Use as a context manager; leaving it ends every connection and thread.

    Attributes:
        url: What to give the SDK as `base_url`.
        faults: What goes wrong, and when.
        records: What was asked, and what was paid for.
        go_on: While it is cleared, nothing is embedded.
    """

    def __init__(
        self,
        *,
        key: str = KEY,
        models: tuple[StandInModel, ...] = MODELS,
        limits: Limits | None = None,
        latency: float = 0.0,
        dialect: Dialect = Dialect.COHERE,
    ) -> None:
        """Prepare the service.

        Args:
            key: The key it wants; "" wants none, as private deployments do.
            models: The models it has.
            limits: How much a minute may bring; none: any.
            latency: Seconds that each answer takes.
            dialect: Cohere's, or that of a server of one's own.
        """
        limits = limits or Limits()
        self._key = key
        self._contract = Contract(models, lenient=dialect is Dialect.VLLM)
        self._limits = limits
        self._pictures = Window(limits.pictures, limits.minute)
        self._texts = Window(limits.texts, limits.minute)
        self._latency = latency
        self._dialect = dialect
        self._server = Server(self._respond)
        self.faults = FaultPlan()
        self.records = Records()
        self.go_on = threading.Event()
        self.go_on.set()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_on.set()
        self._server.stop()
        if self._server.errors:
            raise self._server.errors[0]

    def _respond(self, request: Request) -> tuple[Reply, Callable[[], None]]:
        """Answer one request; the callback is called when it was delivered or lost."""
        path = urlsplit(request.path).path
        if path == "/stand-in/summary":
            seen = summary(self.records.calls())
            return Reply(200, json.dumps(seen).encode()), lambda: None
        headers = dict(request.headers)
        key = headers.pop("authorization", "")
        call = Call(request.method, path, time.monotonic(), headers, bool(key))
        call.body_bytes = len(request.body)
        self.records.add(call)
        self._server.stopping.wait(self._latency)
        try:
            reply = self._reply(request, path, key, call)
        except Refusal as refusal:
            call.refusal = refusal.message
            reply = self._json(
                refusal.status, error(refusal.status, refusal.message, self._dialect)
            )
        self.records.note(lambda: _decide(call, reply))
        return reply, lambda: self.records.note(lambda: _finish(call))

    def _reply(self, request: Request, path: str, key: str, call: Call) -> Reply:
        body = _parsed(request.body)
        pictures = {uri: read_data_uri(uri) for uri in data_uris(body)}
        if isinstance(body, dict):
            call.request = {name: _without_data(each, pictures) for name, each in body.items()}
        call.pictures = tuple(pictures[uri] for uri in data_uris(body))
        fault = self.faults.take(embed=path == "/v2/embed")
        if fault is not None:
            call.fault = fault.kind.value
        if fault is not None and fault.kind not in SPOILT_ROWS | {Kind.DROPPED}:
            return self._failing(fault, call)
        self._check_key(key)
        if (request.method, path) != ("POST", "/v2/embed"):
            return self._other(request, path)
        if not isinstance(body, dict):
            raise Refusal(400, "invalid request: the body must be a JSON object")
        return self._embed(self._contract.read(body, pictures, len(request.body)), fault, call)

    def _failing(self, fault: Fault, call: Call) -> Reply:
        if fault.kind is Kind.STATUS:
            call.refusal = fault.message
            body = error(fault.status, fault.message, self._dialect)
            return self._json(fault.status, body, dict(fault.headers))
        if fault.kind is Kind.PORTAL:
            return Reply(200, PORTAL_PAGE, {"Content-Type": "text/html"})
        body_of = {Kind.GARBAGE: b"\x1f\x8b\x00 not json \xff", Kind.EMPTY: b"{}"}
        return Reply(200, body_of.get(fault.kind, b""), fault=fault.kind)

    def _check_key(self, key: str) -> None:
        if self._key and not key:
            raise Refusal(401, "no api key supplied")
        if self._key and key != f"Bearer {self._key}":
            raise Refusal(401, "invalid api token")

    def _embed(self, request: EmbedRequest, fault: Fault | None, call: Call) -> Reply:
        self.go_on.wait()
        if self.faults.refuses(call.pictures):
            raise Refusal(400, "invalid request: an image could not be processed")
        wait = self._pictures.admit(request.pictures) or self._texts.admit(request.texts)
        if wait:
            return self._too_many(wait, call)
        rows = rows_of(request)
        if fault is not None and fault.kind in SPOILT_ROWS:
            rows = spoilt(rows, fault.kind)
        elif fault is None:
            billed = billed_units(request) if self._dialect is Dialect.COHERE else {}
            self.records.note(lambda: _pay(call, billed))
        body = json.dumps(answer(request, rows, self._dialect)).encode()
        return Reply(200, body, fault=fault.kind if fault is not None else None)

    def _too_many(self, wait: float, call: Call) -> Reply:
        call.refusal = trial_message(self._limits.pictures or self._limits.texts or 0, "minute")
        headers = {"Retry-After": str(math.ceil(wait))} if self._limits.retry_after else {}
        return self._json(429, error(429, call.refusal, self._dialect), headers)

    def _other(self, request: Request, path: str) -> Reply:
        """The endpoints beside embed."""
        query = parse_qs(urlsplit(request.path).query)
        if (request.method, path) == ("GET", "/v1/models"):
            return self._json(200, model_list(self._contract.models, query, self._dialect))
        if (request.method, path) == ("POST", "/v1/check-api-key"):
            return self._json(200, {"valid": True})
        for model in self._contract.models:
            if request.method == "GET" and unquote(path) == f"/v1/models/{model.name}":
                return self._json(200, model_facts(model))
        raise Refusal(404, f"{path} was not found")

    @staticmethod
    def _json(status: int, body: object, headers: dict[str, str] | None = None) -> Reply:
        return Reply(status, json.dumps(body).encode(), headers or {})


def _decide(call: Call, reply: Reply) -> None:
    call.status = 0 if reply.fault in LOST else reply.status


def _finish(call: Call) -> None:
    call.finished_at = time.monotonic()


def _pay(call: Call, billed: dict[str, int]) -> None:
    call.answered = True
    call.billed = billed


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body) if body else None
    except ValueError:
        raise Refusal(400, "invalid request: the body is not JSON") from None


def _without_data(value: object, pictures: dict[str, SentPicture]) -> object:
    """A part of a request with each data URI replaced by its picture's digest."""
    if isinstance(value, str):
        return f"picture:{pictures[value].digest}" if value in pictures else value
    if isinstance(value, dict):
        return {name: _without_data(inner, pictures) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_data(inner, pictures) for inner in value]
    return value


def main() -> None:
    """Serve until standard input is closed."""
    parser = argparse.ArgumentParser(description="A stand-in for Cohere's embed API.")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds of each answer")
    parser.add_argument("--pictures", type=int, help="pictures in a minute")
    parser.add_argument("--texts", type=int, help="texts in a minute")
    parser.add_argument("--minute", type=float, default=60.0, help="seconds of a minute")
    parser.add_argument("--retry-after", action="store_true", help="say when to come back")
    arguments = parser.parse_args()
    limits = Limits(arguments.pictures, arguments.texts, arguments.minute, arguments.retry_after)
    with StandIn(limits=limits, latency=arguments.latency) as service:
        print(service.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
