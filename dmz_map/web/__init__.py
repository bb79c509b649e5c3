"""The Folium map, its files and how it looks. Imports `store` and below, never Streamlit."""
