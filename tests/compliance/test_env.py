"""The environment is offline whatever the shell says."""

from __future__ import annotations

import os

import pytest

from compliance.env import OFFLINE, allow_hub, go_offline, wait_politely


def test_a_shell_cannot_open_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    go_offline()
    assert all(os.environ[name] == value for name, value in OFFLINE.items())


def test_a_download_lifts_the_hub_switches_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OFFLINE.items():
        monkeypatch.setenv(name, value)
    allow_hub()
    assert "HF_HUB_OFFLINE" not in os.environ
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert os.environ["DO_NOT_TRACK"] == "1"
    go_offline()
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_the_users_own_thread_policy_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    wait_politely()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"
    monkeypatch.delenv("OMP_WAIT_POLICY")
    wait_politely()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
