"""Licences of base models and of data: a rules table, and what the files of a model folder show."""
