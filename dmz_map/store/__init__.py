"""Where incidents live, and how a filter becomes an answer. Imports `archive` and below."""
