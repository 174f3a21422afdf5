"""The synopsis of two versions (新旧条文对照表): its rows as values, and the files that people hand on."""
