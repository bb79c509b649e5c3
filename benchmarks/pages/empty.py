"""The least that a Streamlit page can be: one widget."""

import streamlit as st

st.toggle("On", key="on")
