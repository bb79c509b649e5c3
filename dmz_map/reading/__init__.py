"""From a document to candidate incidents, each fact with its passage. Imports `store` and below."""
