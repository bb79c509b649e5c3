"""The pages of the app: the only wing that knows Streamlit. Imports `publish` and below."""
