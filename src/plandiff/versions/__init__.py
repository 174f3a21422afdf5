"""Many versions of one document: the life of its articles, and the version that brought each sentence."""
