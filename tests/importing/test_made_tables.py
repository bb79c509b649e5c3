"""Tables of the kinds that people have, made here, each with what has to come of its rows."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from shapely.geometry import MultiPoint, Point, Polygon

from tests.importing.tables import ROOT, Make, Wanted, check, out, read, row

_GED = (
    "id,year,conflict_name,source_article,where_prec,where_coordinates,latitude,longitude,date_prec,"
    "date_start,date_end,best_est\n"
)
_ACLED = "EVENT_ID_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,SUB_EVENT_TYPE,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES\n"
_GTD = "eventid,iyear,imonth,iday,city,latitude,longitude,specificity,summary,attacktype1_txt,nkill,nwound,scite1\n"

TEXTS: list[tuple[str, str | bytes, dict[str, Any], list[Wanted]]] = [
    ("german.csv", "Datum;Titel;Ort;Breite;Länge;Tote;Verletzte\n15. Mai 1974;Tunnel;Paju;37,9;126,7;0;2\n31.12.1975;Brand;Inje;;;;\n03.04.1976;Schüsse;Inje;;;;\n".encode("cp1252"), {},
     [row(2, title="Tunnel", date="1974-05-15", lat="37.900000", killed="0", wounded="2", place="Paju"), row(3, date="1975-12-31"), row(4, date="1976-04-03", title="Schüsse")]),
    ("french.csv", "date,titre,lieu,latitude,longitude,morts,blessés\n15 août 1974,Tunnel,Paju,37.9,126.7,1,2\n", {}, [row(2, date="1974-08-15", killed="1", wounded="2", place="Paju")]),
    ("japanese.csv", "日付,件名,場所\n2015年8月4日,地雷,坡州\n".encode("shift_jis"), {}, [row(2, date="2015-08-04", title="地雷", place="坡州")]),
    ("korean.csv", "순번,사건 발생일,사건 내용,발생 지역,사망자 수(명),부상자 수(명)\n1,'15.8.4,지뢰 폭발로 하사 2명 부상. 북한 소행.,파주,없음,2명\n2,2010. 11. 23.(화),포격,연평도,4,60여 명\n3,1968.1.21.~1.31.,침투,서울,,\n".encode("cp949"), {},
     [row(2, date="2015-08-04", title="지뢰 폭발로 하사 2명 부상", killed="0", wounded="2"), row(3, date="2010-11-23", wounded="", has={"부상자 수(명)": "60여 명"}, reported="count_unclear"), row(4, date="1968-01-21/1968-01-31", place="서울")]),
    ("start_end.csv", "title,start date,end date\na,2015-08-01,2015-08-31\nb,2015-08-04,\nc,,2015-08-05\nd,2015-08-09,2015-08-04\ne,2015-08-04,ongoing\n", {},
     [row(2, date="2015-08-01/2015-08-31"), row(3, date="2015-08-04"), out(4, "open_date"), out(5, "bad_date"), out(6, "open_date")]),
    ("three_columns.csv", "title,Year,Month,Day,place\na,1967,3,12,x\nb,1967,March,,x\nc,1967,0,0,x\nd,1967,13,1,x\ne,,,,\n", {},
     [row(2, date="1967-03-12"), row(3, date="1967-03"), row(4, date="1967"), out(5, "bad_date"), out(6, "no_date")]),
    ("degrees.csv", 'title,date,lat,lon\na,2015-08-04,"37°57\'21""N","126°40\'36""E"\nb,2015-08-04,N38.05,E127.1\nc,2015-08-04,"38,05","127,1"\nd,2015-08-04,north,127\ne,2015-08-04,38.05,\nf,2015-08-04,n/a,-\n', {},
     [row(2, lat="37.955833", lon="126.676667"), row(3, lat="38.050000"), row(4, lon="127.100000"), row(5, lat="", reported="bad_point", has={"lat": "north"}), row(6, lat="", reported="no_point", has={"lat": "38.05"}), row(7, lat="")]),
    ("no_heading.csv", "2015-08-04,Mine at a gate,37.95,126.75\n2015-08-05,Another thing,37.85,126.81\n", {}, [row(1, date="2015-08-04", title="Mine at a gate", lat="37.950000"), row(2, lon="126.810000")]),
    ("below_a_title.csv", "Incidents along the line\nas of 1 July 2024\n\nDate,Event,Place\n2015-08-04,Mine,Paju\n", {}, [row(5, date="2015-08-04", title="Mine")]),
    ("two_headings.csv", "Day,Event,Coordinates,,Casualties,\n,,N,E,Killed,Wounded\n2015-08-04,Mine,37.9,126.7,0,2\n,,N,E,Killed,Wounded\n", {}, [row(3, lat="37.900000", lon="126.700000", killed="0", wounded="2"), out(4, "repeated_header")]),
    ("two_digits.csv", "title,date\na,11/13/17\nb,03/04/15\nc,12/25/68\n", {}, [row(2, date="2017-11-13"), row(3, date="2015-03-04"), row(4, date="1968-12-25")]),
    ("contradiction.csv", "title,date\na,13/11/2017\nb,11/13/2017\nc,03/04/2015\nd,05/05/2015\n", {}, [row(2, date="2017-11-13"), row(3, date="2017-11-13"), out(4, "ambiguous_date"), row(5, date="2015-05-05")]),
    ("decided_late.csv", "title,date\n" + "".join(f"t{i},03/0{i % 9 + 1}/2015\n" for i in range(600)) + "last,31/12/2015\n", {},
     [row(i + 2, date=f"2015-0{i % 9 + 1}-03") for i in range(600)] + [row(602, date="2015-12-31")]),
    ("open_quote.csv", 'title,date\n"a,2015-08-04\nb,2015-08-05\nc,2015-08-06\n', {}, [out(2, "bad_row"), row(3, title="b"), row(4, title="c")]),
    ("widths.csv", "title,date,x\na,2015-08-04,1,,\nb,2015-08-05,1,y\nc,2015-08-06\n", {}, [row(2, title="a"), out(3, "bad_row"), row(4, title="c")]),
    ("utc_heading.csv", "title,datetime_utc\na,2015-08-03 15:05\nb,2015-08-03 14:05\n", {}, [row(2, date="2015-08-04", reported="utc_day", has={"datetime_utc": "2015-08-03 15:05"}), row(3, date="2015-08-03")]),
    ("utc_clock.csv", "title,date,time (UTC)\na,2015-08-03,15:05\nb,2015-08-03,14:05\n", {}, [row(2, date="2015-08-04", reported="utc_day", has={"time (UTC)": "15:05"}), row(3, date="2015-08-03")]),
    ("publication.csv", "title,published,updated\na 2015-08-03,2015-08-03,2015-08-04\n", {}, [out(2, "no_date")]),
    ("web_form.csv", "Timestamp,Date of incident,What happened?,Where\n2024/05/01 10:00:00,2015-08-04,Mine blast at a gate,Paju\n2024/05/02 10:00:00,,Another thing,Paju\n", {},
     [row(2, date="2015-08-04", title="Mine blast at a gate", place="Paju", has={"Timestamp": "2024/05/01 10:00:00"}), out(3, "no_date")]),
    ("two_dates.csv", "Date,Event date,title\n2016-01-01,2015-08-04,a\n", {}, [row(2, date="2015-08-04", has={"Date": "2016-01-01"})]),
    ("bars.txt", "title|date|lat|lon\na, b; c|2015-08-03|38.1|127.2\n", {}, [row(2, title="a, b; c", lat="38.100000")]),
    ("wkt.csv", 'title,date,wkt\na,2015-08-03,"POLYGON((127.3 38.3,127.4 38.3,127.4 38.34,127.3 38.34,127.3 38.3))"\nb,2015-08-03,POINT(127 38)\n', {}, [row(2, lon="127.350000", radius_km="4.904"), row(3, lat="38.000000", radius_km="")]),
    ("pair.csv", 'title,date,location\na,2015-08-03,"37.95, 126.67"\nb,2015-08-03,"126.67, 37.96"\n', {}, [row(2, lat="37.950000"), row(3, lat="37.960000", lon="126.670000")]),
    ("casualties.csv", 'title,date,casualties\na,2015-08-03,"2 killed, 1 wounded"\nb,2015-08-04,3\nc,2015-08-05,none\n', {}, [row(2, killed="2", wounded="1"), row(3, killed="", reported="count_unclear", has={"casualties": "3"}), row(4, killed="0", wounded="0")]),
    ("labels.csv", "title,date,type\na,2015-08-03,Mine or booby-trap blast\nb,2015-08-04,지뢰ㆍ폭발\nc,2015-08-05,Exchange Of Fire\nd,2015-08-06,Weather\n", {}, [row(2, category="mine_blast"), row(3, category="mine_blast"), row(4, category="exchange_of_fire"), row(5, category="", has={"type": "Weather"})]),
    ("epsg.csv", "name,date,X (EPSG:5186),Y (EPSG:5186)\na,2015-08-04,200000,600000\n", {}, [row(2, lon="127.000000", lat="38.000000")]),
    ("north_first.csv", "사건명,일자,X좌표,Y좌표\na,2015-08-04,600000,200000\n", {"crs": "EPSG:5186"}, [row(2, lon="127.000000", lat="38.000000", reported="swapped")]),
    ("metres.csv", "name,date,X,Y\na,2015-08-04,200000,600000\n", {}, [row(2, lon="", reported="bad_point", has={"X": "200000"})]),
    ("links.csv", 'title,date,note\na,"=""2015-08-04""","=HYPERLINK(""https://example.org"",""see"")"\nb,=TODAY(),x\n', {}, [row(2, date="2015-08-04", reported="formula", has={"note": "see", "note (link)": "https://example.org"}), out(3, "no_date")]),
    ("far.csv", "title,date,lat,lon\na,2015-08-04,35.1,129\nb,2015-08-04,37.95,126.67\nc,2015-08-04,,\n", {"within_km": 30.0}, [out(2, "not_within"), row(3), row(4)]),
    ("since.csv", "title,date\na,2015-08-04\nb,2001\n", {"since": dt.date(2010, 1, 1)}, [row(2), out(3, "not_between")]),
    ("limit.csv", "title,date\na,2015-08-04\nb,2001\n", {"limit": 1}, [row(2)]),
    ("renamed.csv", "What,The day,Spot\na,2015-08-04,Paju\n", {"columns": {"title": "What", "place": "spot"}, "constants": {"category": "Attack"}, "source": "Notes"}, [row(2, title="a", date="2015-08-04", place="Paju", category="attack", source="Notes")]),
    ("ged_few.csv", "id,year,source_headline,where_coordinates,latitude,longitude,date_start,date_end,best\n1,1996,A head line,Paju,37.9,126.7,1996-09-18,1996-09-20,3\n", {}, [row(2, title="A head line", date="1996-09-18/1996-09-20", killed="3", place="Paju")]),
    ("gtd_few.csv", "eventid,iyear,imonth,iday,city,latitude,longitude,summary,nkill\n1,1974,8,15,Seoul,37.55,127,Shot.,2\n", {}, [row(2, date="1974-08-15", killed="2")]),
    ("acled_like.csv", "event_date,event_type,location,fatalities,title,injured\n2015-08-04,attack,Paju,0,A title,2\n", {}, [row(2, title="A title", category="attack", killed="0", wounded="2", place="Paju")]),
    ("two_languages.csv", "date,title,place\n날짜,제목,장소\n2015-08-04,Mine,Paju\n", {}, [out(2, "repeated_header"), row(3, title="Mine")]),
    ("two_kinds.csv", "title,date,category,event type\na,2015-08-04,violence,mine_blast\nb,2015-08-05,violence,attack\n", {}, [row(2, category="mine_blast", has={"category": "violence"}), row(3, category="attack")]),
    ("sums.csv", "날짜,제목,사망\n2015-08-04,지뢰,2\n합계,,2\n", {}, [row(2, killed="2"), out(3, "no_date")]),
    ("radius.csv", "title,date,lat,lon,radius\na,2015-08-04,37.9,126.7,500 m\nb,2015-08-04,37.9,126.7,2km\nc,2015-08-04,37.9,126.7,3\nd,2015-08-04,37.9,126.7,?\n", {}, [row(2, radius_km="0.5"), row(3, radius_km="2"), row(4, radius_km="3"), row(5, radius_km="")]),
    ("sources.csv", "title,date,source,url,source_date\na,2015-08-04,Paper,https://example.org,2015-08-05\nb,2015-08-04,n/a,-,\n", {"source": "My notes"}, [row(2, source="Paper; https://example.org", has={"source_date": "2015-08-05"}), row(3, source="My notes")]),
    ("grid_or_degrees.csv", "title,date,lat,lon,MGRS\na,2015-08-04,37.95,126.67,\nb,2015-08-04,,,52SCH5154140159\n", {}, [row(2, lat="37.950000"), row(3, lat="38.297248")]),
    ("title_made.csv", "date,type,place\n2015-08-04,Shelling,Yeonpyeong\n2015-08-05,,\n", {}, [row(2, title="Shelling, Yeonpyeong", reported="title_made"), row(3, title="Event of 2015-08-05")]),
    ("wkt_metres.csv", 'title,date,wkt\na,2015-08-04,"POINT (200000 600000)"\n', {"crs": "5186"}, [row(2, lon="127.000000", lat="38.000000")]),
    ("aliases.csv", "A,B,C,D\nx,2015-08-04,37.9,126.7\n", {"columns": {"name": "A", "latitude": "C", "longitude": "D"}, "constants": {"location": "Paju"}}, [row(2, title="x", lat="37.900000", place="Paju")]),
    ("ged_old.csv", _GED + '1,1996,K,"Paper, 1996-09-18",1,Gangneung,37.7,128.9,1,9/18/1996 0:00:00,9/18/1996 0:00:00,3\n2,1996,K,P,6,South Korea,36,127,5,1996-01-01,1996-12-31,3\n3,1996,K,P,2,Paju,37.9,126.7,4,1996-02-01,1996-02-29,0\n', {},
     [row(2, date="1996-09-18", killed="3", radius_km="1", place="Gangneung"), row(3, date="1996", lat="", reported="no_point", has={"latitude": "36"}), row(4, date="1996-02", radius_km="25")]),
    ("acled_old.csv", _ACLED + "K1,20/08/2015,2015,1,Battles,Armed clash,Paju,37.9,126.7,1,Daily,Shots fired. Nobody hurt.,0\nK2,2015-09-01,2015,3,Battles,Armed clash,Paju,37.9,126.7,3,Daily,Shots again.,0\nK3,05/06/2015,2015,2,Battles,Armed clash,Paju,37.9,126.7,2,Daily,Shots.,2\n", {},
     [row(2, date="2015-08-20", title="Shots fired", radius_km="5", category=""), row(3, date="2015-09", lon="", reported="no_point"), row(4, date="2015-06-05~", radius_km="25", killed="2")]),
    ("gtd_old.csv", _GTD + '1,1970,0,0,Unknown,,,5,,Hijacking,,,\n2,1974,8,15,Seoul,37.55,127,1,"08/15/1974: Mrs. Yuk was shot. He fled.",Assassination,2,-99,Paper\n', {},
     [row(2, date="1970", title="Hijacking", place="", killed=""), row(3, date="1974-08-15", title="Mrs. Yuk was shot", killed="2", wounded="", source="Paper", radius_km="5")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "options", "wanted"), TEXTS, ids=[t[0] for t in TEXTS])
def test_a_table_of_text(
    tmp_path: Path, name: str, content: str | bytes, options: dict[str, Any], wanted: list[Wanted]
) -> None:
    check(read(tmp_path / name, content, **options), wanted)


def _collection(*features: Any, **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _point(*xy: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": xy}


_5186 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5186"}}
_KML = """<kml><Document><Folder><name>Outer</name><Folder><name>Inner</name>
<Placemark><name>a</name><TimeStamp><when>2015-08</when></TimeStamp><Point><coordinates>126.7, 37.9 </coordinates></Point></Placemark>
</Folder></Folder><Placemark><name>b</name><ExtendedData><SchemaData><SimpleData name="날짜">2015년 8월 4일</SimpleData>
<SimpleData name="사망">1</SimpleData></SchemaData></ExtendedData></Placemark></Document></kml>"""
_GPX = """<gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0"><trk><name>walk</name><src>Notes</src><trkseg>
<trkpt lat="37.9" lon="126.7"><time>2019-05-03T22:40:00Z</time></trkpt><trkpt lat="37.91" lon="126.7"><time>2019-05-04T01:40:00Z</time></trkpt>
</trkseg></trk><wpt lat="37.9" lon="126.7"><time>2019-05-03T10:00:00Z</time><name>w</name></wpt></gpx>"""

MAPS: list[tuple[str, str, dict[str, Any], list[Wanted]]] = [
    ("crs.geojson", _collection(_feature(_point(200000, 600000), title="a", date="2015-08-04"), crs=_5186), {}, [row(1, lon="127.000000", lat="38.000000")]),
    ("no_crs.geojson", _collection(_feature(_point(200000, 600000), title="a", date="2015-08-04")), {"crs": "EPSG:5186"}, [row(1, lon="127.000000")]),
    ("swapped.geojson", _collection(_feature(_point(37.9, 126.7), title="a", date="2015-08-04"), _feature(_point(0, 0), title="b", date="2015-08-04"), _feature(None)), {},
     [row(1, lon="126.700000", lat="37.900000", reported="swapped"), row(2, lon="", reported="no_point")]),
    ("lines.geojsonl", json.dumps(_feature(_point(126.7, 37.9), title="a", date="2015-08-04")) + "\n\n{\"type\": \"Fea\n" + json.dumps(_feature(None, title="b", date="2015-08-05")) + "\n", {},
     [row(1, lat="37.900000"), out(3, "bad_row"), row(4, date="2015-08-05", lat="")]),
    ("nested.json", json.dumps({"meta": {"n": 1}, "result": {"items": [{"name": "a", "when": {"start": "2015-08-04", "end": "2015-08-05"}, "where": {"lat": 37.9, "lng": 126.7, "name": "Paju"}}]}}), {},
     [row(1, date="2015-08-04/2015-08-05", place="Paju", lat="37.900000")]),
    ("mongo.json", json.dumps([{"_id": {"$oid": "x"}, "title": "a", "date": {"$date": 1438646400000}, "location": _point(126.7, 37.9), "sources": ["https://a", "https://b"]}]), {},
     [row(1, date="2015-08-04", lon="126.700000", source="https://a; https://b", has={"_id.$oid": "x"})]),
    ("paths.json", json.dumps([{"date": "2017-11-13", "location": "JSA", "sources": [{"paths": ["https://a", "https://b"], "title": "T"}]}]), {}, [row(1, source="https://a; https://b", place="JSA")]),
    ("one.json", json.dumps({"title": "a", "date": "2015-08-04"}), {}, [row(1, title="a")]),
    ("damaged.geojson", _collection(_feature({"type": "Polygon", "coordinates": [[[1, 2]]]}, title="a", date="2015-08-04")), {}, [row(1, lon="", reported="bad_point")]),
    ("old.umap", json.dumps({"type": "umap", "layers": [json.loads(_collection(_feature(_point(126.7, 37.9), name="a", date="2015-08-04", _storage_options={"color": "red"}), _storage={"name": "Old"})), {"features": []}]}), {}, [row(1, title="a", has={"layer": "Old"})]),
    ("lists.json", json.dumps([["title", "date"], ["a", "2015-08-04"]]), {}, [row(2, title="a")]),
    ("api.json", json.dumps({"count": 1, "data": [{"event_id_cnty": "K1", "event_date": "2015-08-20", "time_precision": "2", "event_type": "Battles", "sub_event_type": "Armed clash", "location": "Paju", "latitude": "37.9", "longitude": "126.7", "geo_precision": "1", "source": "Daily", "notes": "Shots rang.", "fatalities": "1"}]}), {},
     [row(1, date="2015-08-20~", killed="1", title="Shots rang", radius_km="5")]),
    ("folders.kml", _KML, {}, [row(1, date="2015-08", has={"Folder": "Outer / Inner"}), row(2, date="2015-08-04", killed="1")]),
    ("track.gpx", _GPX, {}, [row(1, title="w", date="2019-05-03"), row(2, title="walk", date="2019-05-04", source="Notes", reported="utc_day")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "options", "wanted"), MAPS, ids=[m[0] for m in MAPS])
def test_a_map_file(
    tmp_path: Path, name: str, content: str, options: dict[str, Any], wanted: list[Wanted]
) -> None:
    check(read(tmp_path / name, content, **options), wanted)


def _two_sheets(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Events"
    sheet.append(["Title", "Date", "Time", "Lat", "Lon", "Source"])
    sheet.append(["a", dt.datetime(2015, 8, 4, 7, 35), dt.time(7, 35), 37.9, 126.7, "Paper"])
    sheet["F2"].hyperlink = "https://example.org/p"
    sheet.append(["b", 42220, None, "37°57'", "126°40'", None])
    later = book.create_sheet("2016")
    later.append(["Title", "Date"])
    later.append(["z", dt.date(2016, 1, 1)])
    book.create_sheet("Read me").append(["Made by hand."])
    book.save(path)


def _merged(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["날짜", "제목", "인명피해", None, "장소"], [None, None, "사망", "부상", None],
        [dt.date(2015, 8, 4), "지뢰", 0, 2, "파주"], [None, "둘째", 1, 2, "연천"], [dt.date(2015, 8, 5), "셋째", 1, 2, None],
    ):  # fmt: skip
        sheet.append(line)
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "E4:E5"):
        sheet.merge_cells(area)
    book.save(path)


def _ods(path: Path) -> None:
    def cell(text: str, more: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {more}><text:p>{escape(text)}</text:p></table:table-cell>"

    rows = [
        [cell("Date"), cell("Title"), cell("Source"), cell("Sector")],
        [cell("04.08.15", 'office:value-type="date" office:date-value="2015-08-04T07:35:00"'), cell("A"),
         cell("Paper", 'office:value-type="string" table:formula="of:=HYPERLINK(&quot;https://example.org/a&quot;;&quot;Paper&quot;)"'),
         cell("East", 'table:number-rows-spanned="2" office:value-type="string"')],
        [cell("42220", 'office:value-type="float" office:value="42220"'), cell("B"), cell(""), "<table:covered-table-cell/>"],
    ]  # fmt: skip
    lines = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in rows)
    tail = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )  # fmt: skip
    xml = f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">{lines}{tail}</table:table></office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", xml)


def _two_layers(path: Path) -> None:
    shapes = [Point(126.7, 37.9), Polygon([(127, 38), (127.1, 38), (127.1, 38.1)])]
    cells = {"title": ["a", "b"], "date": ["2015-08-04", "2015-08-05"]}
    frame = gpd.GeoDataFrame(cells, geometry=shapes, crs=4326)
    frame.to_file(path, layer="one", driver="GPKG")
    frame.to_crs(5179).to_file(path, layer="two", driver="GPKG")


def _local_times(path: Path) -> None:
    cells = {"title": ["a", "b"], "when": [dt.datetime(2015, 8, 4, 23, 35), None]}
    shapes = [MultiPoint([(126.7, 37.9)]), None]
    gpd.GeoDataFrame(cells, geometry=shapes, crs=32652).set_crs(4326, allow_override=True).to_file(
        path, driver="GPKG"
    )


def _shapefile(path: Path) -> None:
    """A Shapefile in CP949 that does not say so."""
    folder = path.parent / "shapes"
    folder.mkdir()
    cells = {
        "사건명": ["판문점 도끼", "둘째"],
        "일자": ["1976-08-18", "2015.8.4"],
        "비고": ["펲", "가나다"],
    }
    frame = gpd.GeoDataFrame(cells, geometry=[Point(126.7, 37.9), Point(127, 38)], crs=4326)
    frame.to_file(folder / "x.shp", encoding="CP949")
    with zipfile.ZipFile(path, "w") as made:
        for part in folder.iterdir():
            if part.suffix != ".cpg":
                made.write(part, f"폴더/{part.name}")


def _two_kmls(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "files/second.kml",
            "<kml><Placemark><name>b</name><TimeStamp><when>2016</when></TimeStamp></Placemark></kml>",
        )
        made.writestr(
            "doc.kml",
            "<kml><Placemark><name>a</name><TimeStamp><when>2015</when></TimeStamp></Placemark></kml>",
        )


def _plain_parquet(path: Path) -> None:
    pd.DataFrame(
        {"title": ["a"], "date": [dt.date(2015, 8, 4)], "lat": [37.9], "lon": [126.7]}
    ).to_parquet(path)


def _korean_kml(path: Path) -> None:
    text = '<?xml version="1.0" encoding="EUC-KR"?><kml><Placemark><name>지뢰</name><TimeStamp><when>2015</when></TimeStamp></Placemark></kml>'
    path.write_bytes(text.encode("euc-kr"))


MADE: list[tuple[str, Make, list[Wanted]]] = [
    ("two_sheets.xlsx", _two_sheets,
     [row(2, date="2015-08-04", source="Paper; https://example.org/p", has={"Date": "2015-08-04T07:35:00", "layer": "Events"}),
      row(3, date="2015-08-04", reported="serial_date", lat="37.950000"), row("2016!2", date="2016-01-01", title="z")]),
    ("merged.xlsx", _merged, [row(3, date="2015-08-04", killed="0", place="파주"), row(4, date="2015-08-04", killed="1", place="연천"), row(5, date="2015-08-05", place="연천")]),
    ("links.ods", _ods, [row(2, date="2015-08-04", source="Paper; https://example.org/a", reported="formula", has={"Sector": "East"}), row(3, reported="serial_date", has={"Sector": "East"})]),
    ("two_layers.gpkg", _two_layers, [row(1, lat="37.900000", has={"layer": "one"}), row(2), row(3, lat="37.900000", has={"layer": "two"}), row(4, radius_km="7.957")]),
    ("local_times.gpkg", _local_times, [row(1, date="2015-08-04", has={"when": "2015-08-04T23:35:00"}), out(2, "no_date")]),
    ("no_cpg.zip", _shapefile, [row(1, title="판문점 도끼", date="1976-08-18", has={"비고": "펲"}), row(2, date="2015-08-04")]),
    ("korean.kml", _korean_kml, [row(1, title="지뢰", date="2015")]),
    ("two.kmz", _two_kmls, [row(1, title="a", date="2015"), row(2, title="b", date="2016")]),
    ("plain.parquet", _plain_parquet, [row(1, date="2015-08-04", lat="37.900000")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "wanted"), MADE, ids=[m[0] for m in MADE])
def test_a_workbook_or_a_gis_file(
    tmp_path: Path, name: str, make: Make, wanted: list[Wanted]
) -> None:
    check(read(tmp_path / name, make), wanted)


@pytest.mark.parametrize("ending", [".csv", ".geojson", ".gpkg", ".parquet"])
def test_our_own_exports_go_in_with_equal_fields(tmp_path: Path, ending: str) -> None:
    rows = pd.read_csv(ROOT / "data" / "incidents.csv", dtype=str, keep_default_na=False).head(40)
    points = gpd.points_from_xy(pd.to_numeric(rows["lon"]), pd.to_numeric(rows["lat"]))
    frame = gpd.GeoDataFrame(rows.drop(columns=["lon", "lat"]), geometry=points, crs=4326)
    path = tmp_path / f"export{ending}"

    def make(made: Path) -> None:
        if ending == ".csv":
            rows.to_csv(made, index=False)
        elif ending == ".parquet":
            frame.to_parquet(made)
        else:
            frame.to_file(made)

    result = read(path, make)
    assert result.imported == len(rows)
    same = [name for name in rows.columns if name not in ("lon", "lat", "radius_km")]
    for found, given in zip(result.rows, rows.to_dict("records"), strict=True):
        assert {name: found.fields.get(name, "") for name in same} == {n: given[n] for n in same}
        for name in ("lon", "lat", "radius_km"):
            assert float(found.fields.get(name) or "nan") == pytest.approx(
                float(given[name] or "nan"), nan_ok=True
            )
