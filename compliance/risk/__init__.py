"""How far people can be told apart in a dataset: singling out, linkability, inference."""
