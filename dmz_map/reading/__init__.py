"""From a document to candidate incidents, each fact with its verbatim passage. Imports `store` and below."""
