"""How patterns are run: RE2 sets, tables of rules, words around a candidate."""
