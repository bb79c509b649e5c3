"""Tables of others: any file of incidents is read, its columns recognised and its rows converted."""
