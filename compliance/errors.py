"""Every error a user can meet, in one tree.

    FtcheckError
    ├── UsageError            E1xx  exit 2   the call or the configuration is wrong
    │   ├── ConfigError       E101           the configuration has one or more problems
    │   ├── PathError         E110           a file or folder is missing or cannot be used
    │   ├── OutputError       E111           an output cannot be written where it was asked for
    │   └── ProjectBusyError  E120           another run holds this project
    ├── DiskFullError         E130  exit 3   no space left; nothing half-written was kept
    ├── DatasetError          E2xx  exit 3   a dataset cannot be read whole, so nothing was decided
    │   ├── SyntaxDataError   E201           a line or file is not valid in its format
    │   ├── EncodingError     E202           a file is not UTF-8 text
    │   ├── EmptyDatasetError E203           there is no record in it
    │   ├── MixedKindsError   E204           records of different kinds in one dataset
    │   ├── ColumnsError      E205           a record has not the fields that its kind needs
    │   ├── FormatError       E206           the file format is not known
    │   └── DuplicateIdError  E207           two records have the same id
    ├── DetectError           E3xx  exit 3   the scanner cannot work as configured
    │   └── EngineMissing     E301           a named detection model is not installed or is broken
    ├── GateError             E4xx           the gate did not clear the data
    │   ├── BlockedError      E401  exit 1   the policy forbids this data
    │   ├── ReviewNeeded      E402  exit 4   a person has to decide or declare something first
    │   ├── NotCleared        E403  exit 1   no clearance covers exactly this data
    │   ├── WaiverError       E404  exit 2   a waiver cannot be granted or revoked
    │   └── ReviewError       E405  exit 2   a review cannot be made, or a decision does not fit
    ├── EvidenceError         E5xx  exit 5   evidence is missing, changed or cannot be trusted
    │   ├── VerifyError       E501           recomputed hashes or signatures differ
    │   ├── LedgerError       E502           the ledger is damaged, locked or not this project's
    │   ├── KeyFileError      E503  exit 3   a project key is missing or open to other users
    │   ├── VaultError        E504  exit 3   a vault is missing, damaged or another project's
    │   └── TimestampError    E505           a time stamp does not prove what it should
    ├── ModelError            E6xx  exit 2   a base model cannot be used
    │   ├── ModelFolderError  E601           the folder lacks weights, tokenizer or configuration
    │   ├── PickledWeights    E602           only pickled weights, which can run code when loaded
    │   └── HubError          E603           a hub id without permission to download it
    ├── TuneError             E7xx  exit 3   training cannot start or did not finish
    │   ├── DivergedError     E701           the loss is no longer a number
    │   ├── OutOfMemoryError  E702           the memory does not hold what was asked for
    │   ├── CheckpointError   E703           the checkpoints there belong to another training
    │   └── LaunchError       E704           several processes do not train together as asked for
    ├── AugmentError          E751  exit 3   augmentation cannot work on this data
    ├── SubjectError          E761  exit 3   a person's request cannot be carried out as given
    ├── ProbeError            E771  exit 3   a privacy test cannot run
    ├── ExportError           E781  exit 3   tuned weights cannot be exported as asked for
    ├── ReportError           E8xx  exit 3   evidence for a report is missing
    └── Interrupted           E900  exit 130 stopped by the user; the finished stages are kept

A message says where (file, line, key); `why` says what it means; `fix` says what to do.
None of them ever holds a value from the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar


class FtcheckError(Exception):
    """Base of all errors shown to users: a code, an exit code, a place, a why and a fix."""

    code: ClassVar[str] = "E000"
    exit_code: ClassVar[int] = 3
    why: str = "the step could not be finished, so no decision was made"
    fix: str = "read the message above; `ftcheck doctor` checks the installation"

    def __init__(self, message: str, *, why: str | None = None, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.why = why if why is not None else type(self).why
        self.fix = fix if fix is not None else type(self).fix

    def __reduce__(self) -> tuple[object, ...]:
        """Keep `why` and `fix` when an error crosses a process border."""
        return (_rebuild, (type(self), self.message, self.why, self.fix))


def _rebuild(cls: type[FtcheckError], message: str, why: str, fix: str) -> FtcheckError:
    error = cls.__new__(cls)
    Exception.__init__(error, message)
    error.message, error.why, error.fix = message, why, fix
    return error


def as_document(error: FtcheckError) -> dict[str, str]:
    """Return an error as JSON, for another process; see `from_document`."""
    name = type(error).__name__
    return {"error": name, "message": error.message, "why": error.why, "fix": error.fix}


def from_document(document: Mapping[str, str]) -> FtcheckError:
    """Return the error that `as_document` described; a strange name gives the base of all."""
    known = {cls.__name__: cls for cls in _every(FtcheckError)}
    cls = known.get(document["error"], FtcheckError)
    return _rebuild(cls, document["message"], document["why"], document["fix"])


def _every(cls: type[FtcheckError]) -> Iterator[type[FtcheckError]]:
    yield cls
    for below in cls.__subclasses__():
        yield from _every(below)


class UsageError(FtcheckError):
    """The call is wrong: a flag, a combination of flags, an argument."""

    code = "E100"
    exit_code = 2
    why = "the command cannot be carried out as it was given"
    fix = "see `ftcheck COMMAND --help`"


class ConfigError(UsageError):
    """One or more problems of the configuration, all named at once."""

    code = "E101"
    why = "nothing was run"
    fix = "correct the keys named above; `ftcheck config show` prints every value and its origin"

    def __init__(
        self,
        message: str,
        *,
        problems: Sequence[str] = (),
        why: str | None = None,
        fix: str | None = None,
    ) -> None:
        text = "\n  - ".join([message, *problems]) if problems else message
        super().__init__(text, why=why, fix=fix)


class PathError(UsageError):
    """A file or folder that was named is missing or cannot be used."""

    code = "E110"
    why = "there is nothing to read"
    fix = "check the path; relative paths count from the current folder"


class OutputError(UsageError):
    """An output cannot be written where it was asked for."""

    code = "E111"
    why = "nothing was written"
    fix = "choose a folder you may write to with -o"


class ProjectBusyError(UsageError):
    """Another ftcheck run holds this project."""

    code = "E120"
    why = "two runs at once could mix their evidence, so this one did not start"
    fix = "wait for the other run to end, then try again"


class DiskFullError(FtcheckError):
    """No space is left; nothing half-written was kept under a final name."""

    code = "E130"
    why = "the disk is full; finished stages are kept, the interrupted one left nothing behind"
    fix = "free some space, then start the same command again: it goes on where it stopped"


class DatasetError(FtcheckError):
    """A dataset cannot be read whole."""

    code = "E200"
    why = "the rest was not scanned, so no decision was made"
    fix = "repair the file and run the command again"


class SyntaxDataError(DatasetError):
    """A line or a file is not valid in its format."""

    code = "E201"
    fix = "repair the line named above"


class EncodingError(DatasetError):
    """A file is not UTF-8 text."""

    code = "E202"
    fix = "convert the file to UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT"


class EmptyDatasetError(DatasetError):
    """A dataset has no record."""

    code = "E203"
    why = "there is nothing to scan, and an empty dataset is not a clean one"
    fix = "name a file or folder that holds at least one record"


class MixedKindsError(DatasetError):
    """Records of different kinds stand in one dataset."""

    code = "E204"
    why = "one dataset trains one task; a record read as the wrong kind would be scanned wrongly"
    fix = "split the file by kind, or name the kind with --kind if one was detected wrongly"


class ColumnsError(DatasetError):
    """A record has not the fields that its kind needs."""

    code = "E205"
    fix = "add the missing fields, or name another kind with --kind"


class FormatError(DatasetError):
    """A file's format is not known."""

    code = "E206"
    fix = "use .jsonl, .json, .csv, .tsv, .parquet, .txt or .md, or name one with --input-format"


class DuplicateIdError(DatasetError):
    """Two records have the same id."""

    code = "E207"
    why = "findings and decisions are filed by record id, so each must be unique"
    fix = "make the ids unique, or name another field with id_field in [[sources]]"


class DetectError(FtcheckError):
    """The scanner cannot work as configured."""

    code = "E300"
    why = "a scan with fewer detectors than configured would miss data in silence"
    fix = "correct [detect] in ftcheck.toml"


class EngineMissing(DetectError):
    """A named detection model is not installed or cannot be loaded."""

    code = "E301"
    fix = "install the pipeline, or remove `ner` from [detect] to use the one that is shipped"


class GateError(FtcheckError):
    """The gate did not clear the data."""

    code = "E400"
    exit_code = 1
    why = "no data reaches a model without a clearance"
    fix = "read the reasons in decision.json or in the report"


class BlockedError(GateError):
    """The policy forbids the use of this data."""

    code = "E401"
    fix = "remove what the reasons name from the data, or change the policy with your DPO"


class ReviewNeeded(GateError):
    """A person has to decide or declare something first."""

    code = "E402"
    exit_code = 4
    why = "a missing declaration or an open decision is never a pass"
    fix = "declare in ftcheck.toml what is open, or decide with `ftcheck review`; see docs/gate.md"


class NotCleared(GateError):
    """No clearance covers exactly this data."""

    code = "E403"
    fix = "run `ftcheck gate` on this data; there is no flag that trains on uncleared data"


class WaiverError(GateError):
    """A waiver cannot be granted or revoked."""

    code = "E404"
    exit_code = 2
    why = "no waiver was granted"
    fix = "see docs/gate.md for what can be waived, and until when"


class ReviewError(GateError):
    """A review cannot be made, or a decision does not fit what it is about."""

    code = "E405"
    exit_code = 2
    why = "nothing was decided"
    fix = "`ftcheck review --list` shows what waits for a person"


class EvidenceError(FtcheckError):
    """Evidence is missing, was changed or cannot be trusted."""

    code = "E500"
    exit_code = 5
    why = "a report is only worth what its evidence can prove"
    fix = "restore the evidence from a backup, or run the stage again"


class VerifyError(EvidenceError):
    """Recomputed hashes or signatures differ from the recorded ones."""

    code = "E501"


class LedgerError(EvidenceError):
    """The ledger is damaged, locked or belongs to another project."""

    code = "E502"
    fix = "restore .ftcheck/ledger.db from a backup; it is never repaired in silence"


class KeyFileError(EvidenceError):
    """A project key is missing, damaged or open to other users."""

    code = "E503"
    exit_code = 3
    why = "a signature is worth nothing if others can make it"
    fix = "restore the key from a backup, and set its mode: chmod 600 .ftcheck/keys/*"


class VaultError(EvidenceError):
    """A vault cannot be opened."""

    code = "E504"
    exit_code = 3
    why = "nothing was put back and nothing was destroyed"
    fix = "check with `ftcheck verify` what else was changed"


class TimestampError(EvidenceError):
    """A time stamp does not prove what it should."""

    code = "E505"
    why = "nothing was stored; a time stamp that does not verify proves nothing"
    fix = "have the request answered again, and name the authority's own certificates"


class ModelError(FtcheckError):
    """A base model cannot be used."""

    code = "E600"
    exit_code = 2
    why = "training did not start"
    fix = "name a local model folder with --model; `ftcheck models` lists the shipped ones"


class ModelFolderError(ModelError):
    """A model folder lacks weights, tokenizer or configuration."""

    code = "E601"
    fix = "the folder needs config.json, tokenizer.json and *.safetensors"


class PickledWeights(ModelError):
    """A model folder holds only pickled weights."""

    code = "E602"
    why = "loading a pickle can run code from the file, so it is never loaded"
    fix = "convert the weights to safetensors where the model came from, then name that folder"


class HubError(ModelError):
    """A hub id was named without permission to download it."""

    code = "E603"
    why = "nothing is fetched from a network unless you allow it for this call"
    fix = "download the model yourself, or add --allow-download with --revision"


class TuneError(FtcheckError):
    """Training cannot start or did not finish."""

    code = "E700"
    why = "no weights were written"
    fix = "correct [tune] in ftcheck.toml"


class DivergedError(TuneError):
    """The loss or a gradient is no longer a number."""

    code = "E701"
    why = "every weight would be lost with the next step; checkpoints from before are kept"
    fix = (
        "lower learning_rate or raise warmup_steps in [tune], look at the records named above, "
        "then begin again with --restart"
    )


class OutOfMemoryError(TuneError):
    """The memory of the machine or of its GPU does not hold what was asked for."""

    code = "E702"
    why = "nothing was written; checkpoints from before are kept"
    fix = "lower per_device_train_batch_size or max_length in [tune], or use a smaller base model"


class CheckpointError(TuneError):
    """The checkpoints that lie there belong to another training."""

    code = "E703"
    why = "training that goes on with something else changed is neither the old run nor a new one"
    fix = "set it back to go on, or add --restart: the checkpoints are deleted, training begins"


class LaunchError(TuneError):
    """Several processes do not train together as they were asked to."""

    code = "E704"
    why = "what would be trained is not what the configuration and the evidence say"
    fix = "see docs/tune-launch.md"


class AugmentError(FtcheckError):
    """Augmentation cannot work on this data."""

    code = "E751"
    why = "no synthetic example was written"
    fix = "correct [augment] in ftcheck.toml, or set enabled = false"


class SubjectError(FtcheckError):
    """A person's request cannot be carried out as it was given."""

    code = "E761"
    why = "nothing was erased; the month to answer runs on (GDPR Art. 12(3))"
    fix = "correct what is named above, then run the command again"


class ProbeError(FtcheckError):
    """A privacy test cannot run."""

    code = "E771"
    why = "what was not tested cannot be reported as tested"
    fix = "run the stages before it first: ftcheck run"


class ExportError(FtcheckError):
    """Tuned weights cannot be exported as asked for."""

    code = "E781"
    why = "nothing was exported"
    fix = "see docs/export.md"


class ReportError(FtcheckError):
    """Evidence that a report needs is missing."""

    code = "E800"
    why = "a report shows evidence on disk and nothing else"
    fix = "run the stage that writes the missing evidence first"


class Interrupted(FtcheckError):
    """Stopped by the user; finished stages are kept."""

    code = "E900"
    exit_code = 130
    why = "finished stages are kept, the interrupted one left nothing half-written"
    fix = "start the same command again: it goes on where it stopped"
