"""What most pages with a map are: 100 marks, a switch for them, st_folium."""

import folium
import streamlit as st
from streamlit_folium import st_folium

shown = st.toggle("On", value=True, key="on")
world = folium.Map((38.2, 127.5), zoom_start=9, tiles=None)
if shown:
    for number in range(100):
        at = (38.0 + number % 10 * 0.04, 127.0 + number // 10 * 0.1)
        popup = f"Mark {number}"
        folium.CircleMarker(at, radius=4, popup=popup).add_to(world)
st_folium(world, key="map", height=640, use_container_width=True)
