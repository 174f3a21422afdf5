"""A document and one made from it: which clauses were taken up, adapted, added and dropped."""
