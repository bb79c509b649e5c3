-- A database of schema version 1 with three imports, as the program before wrote it (pg_dump --inserts).
CREATE SCHEMA dmz_map;
CREATE TABLE dmz_map.about (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE dmz_map.incidents (
    fid bigint NOT NULL,
    geom public.geometry(Point,4326),
    id text NOT NULL,
    date text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    title_en text NOT NULL,
    title_ko text NOT NULL,
    summary_en text NOT NULL,
    summary_ko text NOT NULL,
    category text NOT NULL,
    direction text NOT NULL,
    actors text NOT NULL,
    people integer,
    killed integer,
    wounded integer,
    outcome text NOT NULL,
    sector text NOT NULL,
    place_en text NOT NULL,
    place_ko text NOT NULL,
    lon double precision,
    lat double precision,
    location_precision text NOT NULL,
    radius_km double precision,
    confidence text NOT NULL,
    dispute text NOT NULL,
    note text NOT NULL,
    claims text NOT NULL,
    citations text NOT NULL
);
CREATE TABLE dmz_map.migrations (
    number integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE dmz_map.packed (
    fid bigint NOT NULL,
    lon integer NOT NULL,
    lat integer NOT NULL,
    facts integer NOT NULL,
    first integer NOT NULL,
    last integer NOT NULL,
    curve integer NOT NULL,
    radius integer NOT NULL
);
CREATE TABLE dmz_map.words (
    fid bigint NOT NULL,
    text text NOT NULL,
    hangul integer[] NOT NULL
);
INSERT INTO dmz_map.about VALUES ('version', '6fc899022b73');
INSERT INTO dmz_map.about VALUES ('terms', '{"category": ["soldier_crossing", "civilian_crossing", "line_incursion", "exchange_of_fire", "attack", "infiltration", "mine_blast", "aircraft", "tunnel", "show_of_force", "border_measure", "meeting_passage"], "direction": ["north_to_south", "south_to_north", "none"], "location_precision": ["exact", "place", "county", "sector", "line", "unknown"], "sector": ["western", "central_western", "central", "central_eastern", "eastern", "han_estuary", "whole_line", "unknown"]}');
INSERT INTO dmz_map.about VALUES ('data', 'another');
INSERT INTO dmz_map.incidents VALUES (2147483648, '0101000020E61000008369183E22066040FEB7921D1B2D4340', 'old-import-1', '1958-12-11?', '1958-12-11', '1958-12-11', 'Artillery exchanged near Bukhan river, post 283', '북한강 283초소 부근 포격전 발생', 'At about 11:00 a party of 1 was seen by the Korean People''s Army near post 283. Artillery exchanged; report 52643 was filed with the commission on the next day.', '11시쯤 조선인민군이 283초소 부근에서 1명을 발견했다. 포격전 발생, 이튿날 보고 52643호가 정전위에 제출됐다.', 'meeting_passage', 'north_to_south', 'Korean People''s Army; 3rd Guard', 0, 0, 2, 'intruders_killed', 'central_eastern', 'Bukhan river', '북한강', 128.19168, 38.35239, 'county', 5, 'medium', '', 'Made up for a measurement; it never happened.', '[]', '[{"id":"import-40c3fa175dd83359","title":"Annual report","publisher":"Example Gazette","url":"https://example.org/report","published":"","language":"","kind":"import","supports":["date","title_en","title_ko","summary_en","summary_ko","category","direction","actors","people","killed","wounded","outcome","sector","place_en","place_ko","lon","lat","location_precision","radius_km","confidence","note"]}]');
INSERT INTO dmz_map.incidents VALUES (2147483649, '0101000020E6100000AB09A2EE03B85F40E4DA5031CE0B4340', 'old-import-2', '1979-07?', '1979-07-01', '1979-07-31', 'Mine hurts a patrol near Panmunjom, post 579', '판문점 579초소 부근 지뢰 폭발로 수색대 부상', 'At about 17:00 a party of 2 was seen by the 21st Division near post 579. Mine hurts a patrol; report 25126 was filed with the commission on the next day.', '17시쯤 제21사단이 579초소 부근에서 2명을 발견했다. 지뢰 폭발로 수색대 부상, 이튿날 보고 25126호가 정전위에 제출됐다.', 'aircraft', 'north_to_south', '21st Division; Korean People''s Army', 1, 0, 0, 'found', 'central_western', 'Panmunjom', '판문점', 126.87524, 38.09223, 'exact', 7.5, 'medium', '', 'Made up for a measurement; it never happened.', '[]', '[{"id":"import-40c3fa175dd83359","title":"Annual report","publisher":"Example Gazette","url":"https://example.org/report","published":"","language":"","kind":"import","supports":["date","title_en","title_ko","summary_en","summary_ko","category","direction","actors","people","killed","wounded","outcome","sector","place_en","place_ko","lon","lat","location_precision","radius_km","confidence","note"]}]');
INSERT INTO dmz_map.incidents VALUES (2147483650, NULL, 'old-import-3', '2024-03-06', '2024-03-06', '2024-03-06', 'Farmer held and sent back near Yeoncheon, post 257', '연천 257초소 부근 농민 억류 뒤 송환', 'At about 10:00 a party of 2 was seen by the Military Police platoon near post 257. Farmer held and sent back; report 4311 was filed with the commission on the next day.', '10시쯤 민정경찰이 257초소 부근에서 2명을 발견했다. 농민 억류 뒤 송환, 이튿날 보고 4311호가 정전위에 제출됐다.', 'civilian_crossing', 'south_to_north', 'Military Police platoon; UN Command', 1, 0, 1, 'agreed', 'central', 'Yeoncheon', '연천', NULL, NULL, 'line', NULL, 'medium', '', 'Made up for a measurement; it never happened.', '[]', '[{"id":"import-40c3fa175dd83359","title":"Annual report","publisher":"Example Gazette","url":"https://example.org/report","published":"","language":"","kind":"import","supports":["date","title_en","title_ko","summary_en","summary_ko","category","direction","actors","people","killed","wounded","outcome","sector","place_en","place_ko","location_precision","confidence","note"]}]');
INSERT INTO dmz_map.migrations VALUES (1, '2026-11-26 01:01:23.268199+00');
INSERT INTO dmz_map.packed VALUES (2147483648, 12819168, 3835239, -1927869246, 3266, 3266, -735367345, 500);
INSERT INTO dmz_map.packed VALUES (2147483649, 12687524, 3809223, 68102677, 10773, 10803, 680308072, 750);
INSERT INTO dmz_map.packed VALUES (2147483650, 2147483647, 2147483647, -1977456171, 27093, 27093, -1, 0);
INSERT INTO dmz_map.words VALUES (2147483648, 'artillery exchanged near bukhan river, post 283
북한강 283초소 부근 포격전 발생
at about 11:00 a party of 1 was seen by the korean people''s army near post 283. artillery exchanged; report 52643 was filed with the commission on the next day.
11시쯤 조선인민군이 283초소 부근에서 1명을 발견했다. 포격전 발생, 이튿날 보고 52643호가 정전위에 제출됐다.
bukhan river
북한강
korean people''s army
3rd guard', '{1,22,170,173,225,369,509,1185,1765,2065,3718,4093,4125,4341,4481,4482,5342,5405,5409,5517,5853,6609,6917,6981,7029,7033,7173,7190,7197,7281,8165,8457,8605,9920,10221,10589,10633,10809,1906583,1943562,4129866,5693666,23074010,41548195,45731458,46088798,46093967,48502218,50066722,50087975,60441790,65403734,73847762,77290250,78544937,78583802,80150846,80341043,80420686,81356022,94495578,96145730,110837345,114199403,118310919,118804274,120768958}');
INSERT INTO dmz_map.words VALUES (2147483649, 'mine hurts a patrol near panmunjom, post 579
판문점 579초소 부근 지뢰 폭발로 수색대 부상
at about 17:00 a party of 2 was seen by the 21st division near post 579. mine hurts a patrol; report 25126 was filed with the commission on the next day.
17시쯤 제21사단이 579초소 부근에서 2명을 발견했다. 지뢰 폭발로 수색대 부상, 이튿날 보고 25126호가 정전위에 제출됐다.
panmunjom
판문점
21st division
korean people''s army', '{1,173,225,509,1185,1765,1769,1793,2065,3165,3249,3718,3897,4125,4341,4481,5293,5314,5322,5405,5517,5657,5853,6609,6917,6981,7029,7173,7185,7190,7197,7617,8165,8457,8605,9920,10001,10222,10633,10809,1943562,5693666,19772066,23074010,41548195,43548366,46088798,46091790,48502218,50066722,50071527,59140458,59464499,63210983,65403734,73847762,77290250,78544937,80150846,80341043,80420686,85107990,94495578,96145730,110837345,111745070,114214531,118804274,120768958}');
INSERT INTO dmz_map.words VALUES (2147483650, 'farmer held and sent back near yeoncheon, post 257
연천 257초소 부근 농민 억류 뒤 송환
at about 10:00 a party of 2 was seen by the military police platoon near post 257. farmer held and sent back; report 4311 was filed with the commission on the next day.
10시쯤 민정경찰이 257초소 부근에서 2명을 발견했다. 농민 억류 뒤 송환, 이튿날 보고 4311호가 정전위에 제출됐다.
yeoncheon
연천
military police platoon
un command', '{1,173,190,225,509,1185,1422,1765,2065,2213,3417,3718,4093,4125,4341,4481,5405,5517,5538,5853,6582,6609,6641,6917,6981,7029,7173,7190,7197,8165,8241,8349,8457,8605,9920,10633,10809,10841,1943562,2131111,5693666,15892099,23074010,41548195,45738279,46088798,48502218,50066722,61886915,65403734,73544103,73847762,74208242,77290250,78544937,80150846,80334060,80341043,80420686,92083722,94495578,96145730,110837345,118804274,120768958}');
ALTER TABLE ONLY dmz_map.about
    ADD CONSTRAINT about_pkey PRIMARY KEY (name);
ALTER TABLE ONLY dmz_map.incidents
    ADD CONSTRAINT incidents_id_key UNIQUE (id);
ALTER TABLE ONLY dmz_map.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY dmz_map.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);
ALTER TABLE ONLY dmz_map.packed
    ADD CONSTRAINT packed_pkey PRIMARY KEY (fid);
ALTER TABLE ONLY dmz_map.words
    ADD CONSTRAINT words_pkey PRIMARY KEY (fid);
CREATE INDEX incidents_day ON dmz_map.incidents USING btree (first_day, category, sector);
CREATE INDEX incidents_geom ON dmz_map.incidents USING gist (geom);
CREATE INDEX words_hangul ON dmz_map.words USING gin (hangul);
CREATE INDEX words_text ON dmz_map.words USING gin (text public.gin_trgm_ops);
