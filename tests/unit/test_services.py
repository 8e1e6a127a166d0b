"""The address of another service, as somebody sets it for a mirror or a test."""

from __future__ import annotations

import pytest

from regiobeeld.errors import UsageError
from regiobeeld.statline.services import VARIABLE, service_hosts


def test_all_services_are_at_the_given_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "http://127.0.0.1:8000/")
    assert service_hosts()["odata4", "cbs"] == "http://127.0.0.1:8000/odata/v1/CBS"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://dienst.nl",
        "dienst.nl",
        "https://",
        "http://[::1",
        "http://x:99999",
        "http://a b",
        "x\x00",
    ],
)
def test_what_is_no_service_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("os.environ", {VARIABLE: address})
    with pytest.raises(UsageError, match="geen adres van een dienst"):
        service_hosts()


def test_a_password_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "https://naam:geheim@dienst.nl")
    with pytest.raises(UsageError) as error:
        service_hosts()
    assert "geheim" not in str(error.value) and ".netrc" in str(error.value)
