"""One person's rights: find their data everywhere in a project, hand them over, erase them."""
