"""What is known and on what it rests: documents, claims, incidents. Imports `geo` and below."""
