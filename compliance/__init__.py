"""What personal data is in a dataset, and may the dataset be used."""
