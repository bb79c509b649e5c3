"""From a document to candidate incidents, each fact with its verbatim passage."""
