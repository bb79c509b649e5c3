"""What leaves the program: exports. Imports `web` and below."""
