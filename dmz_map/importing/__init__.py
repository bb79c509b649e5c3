"""Tables of others: any file is read, its columns recognised. Imports `store` and what is below."""
