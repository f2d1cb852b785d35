"""Whatever a program asks of the API by its own description, it is never answered with a failure of the server's."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from served import TOKEN, made_store, settings_of

from onrecord.serve.app import make_app

CASES_EACH = 30


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    path = made_store(tmp_path_factory.mktemp("schema") / "a.db")
    return schemathesis.openapi.from_asgi("/api/openapi.json", make_app(settings_of(path, token=TOKEN)))


def test_no_request_makes_the_server_fail(schema):
    asked = set()

    def ask(case):
        answer = case.call(headers={"host": "testserver", "authorization": f"Bearer {TOKEN}"})
        asked.add((case.method, case.operation.path))
        assert answer.status_code < 500, (case.method, case.path, answer.text)

    quiet = settings(
        max_examples=CASES_EACH, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate], database=None,
    )  # fmt: skip
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        quiet(given(case=operation.as_strategy())(ask))()
    assert asked == {(operation.method.upper(), operation.path) for operation in operations}
    assert len(asked) > 15
