"""Datasets: records and their text fields, readers, writers, envelopes, sides of a split."""

from compliance.dataset.envelope import read_envelopes, write_envelopes
from compliance.dataset.kinds import KINDS, Kind, detect_kind
from compliance.dataset.readers import DataFile, Dataset, open_dataset
from compliance.dataset.record import Field, Record, set_path
from compliance.dataset.split import SPLITS

__all__ = [
    "KINDS",
    "SPLITS",
    "DataFile",
    "Dataset",
    "Field",
    "Kind",
    "Record",
    "detect_kind",
    "open_dataset",
    "read_envelopes",
    "set_path",
    "write_envelopes",
]
