"""The pages of the app; nothing outside this folder and ``app.py`` knows Streamlit."""
