"""Time stamps: a local authority made with openssl answers, and everything wrong is refused."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sealed import Sealed, make_sealed

from bench.gate.tampering import undetected
from compliance.errors import EvidenceError, LedgerError, TimestampError
from compliance.evidence import Ledger, ProjectKeys, sha256_file
from compliance.evidence.timestamp import LONGEST_ANSWER, Request
from compliance.evidence.timestamps import (
    add_timestamp,
    answered,
    check_timestamps,
    request_ledger,
    request_run,
)

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")

CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamps]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[mail]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, emailProtection, timeStamping
[tsa]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """Certificates of a root and of signers below it."""

    folder: Path

    def openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def path(self, name: str) -> Path:
        return self.folder / name

    def answer(self, request: Request, signer: str = "signer", name: str = "answer") -> Path:
        (self.folder / "request.tsq").write_bytes(request.data)
        self.openssl(
            *("ts", "-reply", "-queryfile", "request.tsq", "-signer", f"{signer}.pem"),
            *("-inkey", "signer.key", "-out", f"{name}.tsr", "-config", "c.cnf", "-section", "tsa"),
        )
        return self.folder / f"{name}.tsr"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = Authority(tmp_path_factory.mktemp("authority"))
    made.path("c.cnf").write_text(CONFIG)
    made.path("serial").write_text("01")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "c.cnf")
    for name in ("root", "stranger"):
        made.openssl(
            *("req", "-x509", *curve, "-keyout", f"{name}.key", "-out", f"{name}.pem"),
            *("-subj", f"/CN={name}", "-extensions", "ca", "-days", "30"),
        )
    made.openssl(
        "req", *curve, "-keyout", "signer.key", "-out", "signer.csr", "-subj", "/CN=signer"
    )
    for name, days, use in (("signer", "20", "stamps"), ("expired", "-1", "stamps")):
        made.openssl(
            *("x509", "-req", "-in", "signer.csr", "-CA", "root.pem", "-CAkey", "root.key"),
            *("-set_serial", str(len(name)), "-out", f"{name}.pem", "-days", days),
            *("-extfile", "c.cnf", "-extensions", use),
        )
    return made


@pytest.fixture
def project(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path / "project", names=("main",))


def stamps(project: Sealed) -> Path:
    return project.root / ".ftcheck" / "timestamps"


def add(project: Sealed, answer: Path, certificate: Path) -> None:
    found = answered(answer, certificate, project.ledger)
    add_timestamp(found, folder=stamps(project), ledger=project.ledger, keys=project.keys)


def check(project: Sealed) -> tuple[list[str], list[str]]:
    proved, wrong = check_timestamps(project.ledger, stamps(project), project.root / "runs")
    return [each.covers for each in proved], [each.problem for each in wrong]


def test_the_ledger_and_a_run_get_time_stamps(project: Sealed, authority: Authority) -> None:
    length, head = project.ledger.head()
    request, _ = request_ledger(project.ledger, project.keys)
    assert request.imprint == head
    add(project, authority.answer(request), authority.path("root.pem"))
    request, _ = request_run(project.run(), project.ledger, project.keys)
    assert request.imprint == sha256_file(project.run() / "evidence.json")
    add(project, authority.answer(request), authority.path("root.pem"))
    covered = [f"the ledger up to entry {length}", f"the seal of run main (ledger entry {length})"]
    assert check(project) == (covered, [])
    assert project.wrong() == []  # the seal holds although the ledger grew
    project.seal()
    assert "earlier" in check(project)[0][1]


@pytest.fixture
def stamped(project: Sealed, authority: Authority) -> Iterator[Sealed]:
    request, _ = request_ledger(project.ledger, project.keys)
    add(project, authority.answer(request), authority.path("root.pem"))
    assert check(project)[1] == []
    yield project


def test_each_changed_byte_of_a_stored_time_stamp_is_found(stamped: Sealed) -> None:
    files = sorted(stamps(stamped).iterdir())
    assert len(files) == 2
    assert undetected(files, lambda: not check(stamped)[1], count=60, seed=5) == []
    files[0].unlink()
    assert check(stamped) == ([], [f"{files[0].name} is missing"])


def test_a_new_chain_does_not_fit_the_time_stamp(stamped: Sealed, tmp_path: Path) -> None:
    # Everything written anew with the project's own keys: the token still covers the old chain.
    forged = Ledger(tmp_path / "forged.db")
    for entry in stamped.ledger.entries():
        body = {**entry.body, "verdict": "blocked"} if entry.seq == 2 else entry.body
        forged.append(entry.event, body, keys=stamped.keys, run=entry.run)
    assert forged.problems(stamped.keys.public_bytes()) == []
    _, wrong = check_timestamps(forged, stamps(stamped), None)
    assert "covers another entry" in wrong[0].problem


def refused(project: Sealed, answer: Path, certificate: Path) -> str:
    before = project.ledger.head()
    with pytest.raises(TimestampError) as caught:
        add(project, answer, certificate)
    assert project.ledger.head() == before
    assert not stamps(project).exists()
    return caught.value.message


@pytest.mark.parametrize(
    ("signer", "certificate", "said"),
    [
        ("signer", "stranger.pem", "do not lead"),
        ("signer", "signer.pem", "do not lead"),
        ("expired", "root.pem", "expired"),
        ("signer", "c.cnf", "no certificate"),
        ("signer", "none.pem", "cannot be read"),
    ],
)
def test_certificates_that_do_not_prove_it(
    project: Sealed, authority: Authority, signer: str, certificate: str, said: str
) -> None:
    request, _ = request_ledger(project.ledger, project.keys)
    answer = authority.answer(request, signer)
    assert said in refused(project, answer, authority.path(certificate))


def test_an_answer_to_another_request(project: Sealed, authority: Authority) -> None:
    root = authority.path("root.pem")
    first, _ = request_run(project.run(), project.ledger, project.keys)
    other = make_sealed(project.root.parent / "other", names=("main",))
    foreign, _ = request_ledger(other.ledger, other.keys)
    assert "covers nothing" in refused(project, authority.answer(foreign), root)
    # The same file stamped for somebody else: the imprint fits, the nonce does not.
    from compliance.evidence.timestamp import make_request

    again = make_request((project.run() / "evidence.json").read_bytes())
    assert again.imprint == first.imprint
    assert "nonce" in refused(project, authority.answer(again), root)


def test_files_that_are_no_answer(project: Sealed, authority: Authority, tmp_path: Path) -> None:
    root = authority.path("root.pem")
    request, _ = request_ledger(project.ledger, project.keys)
    whole = authority.answer(request).read_bytes()
    file = tmp_path / "answer.tsr"
    for content in (b"", b"garbage" * 99, request.data, whole[:-9], whole + b"x", bytes(50)):
        file.write_bytes(content)
        assert str(file) in refused(project, file, root)
    with file.open("wb") as stream:
        stream.truncate(LONGEST_ANSWER * 4096)
    assert "no answer is so long" in refused(project, file, root)
    assert "cannot be read" in refused(project, tmp_path / "none.tsr", root)
    assert "cannot be read" in refused(project, tmp_path, root)


def test_a_changed_answer_never_says_something_else(
    project: Sealed, authority: Authority, tmp_path: Path
) -> None:
    request, _ = request_ledger(project.ledger, project.keys)
    copy = Path(shutil.copy(authority.answer(request), tmp_path / "a.tsr"))
    root = authority.path("root.pem")

    def said() -> tuple[object, ...]:
        token = answered(copy, root, project.ledger).token
        return token.imprint, token.nonce, token.time, token.serial

    before = said()
    # Bytes beside the signed content can change without a meaning; the stored file is hashed.
    assert undetected([copy], lambda: said() != before, count=200, seed=6) == []
    unnoticed = undetected([copy], lambda: said() == before, count=200, seed=6)
    assert len(unnoticed) < 40


def test_a_refusal_is_said(project: Sealed, authority: Authority, tmp_path: Path) -> None:
    request_ledger(project.ledger, project.keys)
    # PKIStatusInfo with status 2 (rejection) and no token.
    (tmp_path / "no.tsr").write_bytes(bytes.fromhex("30053003020102"))
    assert "refused" in refused(project, tmp_path / "no.tsr", authority.path("root.pem"))


def test_a_token_older_than_what_it_covers(
    project: Sealed, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_ledger_use import set_clock

    with monkeypatch.context() as patch:
        set_clock(patch, 3600)
        project.ledger.append("x", {}, keys=project.keys)
    request, _ = request_ledger(project.ledger, project.keys)
    assert "clock" in refused(project, authority.answer(request), authority.path("root.pem"))


def test_what_cannot_be_stamped(tmp_path: Path, project: Sealed, keys: ProjectKeys) -> None:
    with pytest.raises(LedgerError):
        request_ledger(Ledger(tmp_path / "none.db"), keys)
    (project.run() / "evidence.json").write_text("{}")
    with pytest.raises(EvidenceError):
        request_run(project.run(), project.ledger, project.keys)
    (project.run() / "evidence.json").unlink()
    with pytest.raises(EvidenceError, match="never sealed"):
        request_run(project.run(), project.ledger, project.keys)
