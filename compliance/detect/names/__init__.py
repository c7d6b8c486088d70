"""Names of persons and organisations: a model, lists, and the places where names stand."""
