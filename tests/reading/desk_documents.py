"""Made-up articles for the tests of the desk."""

from datetime import date

from dmz_map.reading.extraction import document_from

ARTICLE = (
    "Seoul, June 14, 2019 -- A North Korean soldier crossed the military demarcation line near "
    "Cheorwon on Wednesday and was taken into custody, the Joint Chiefs of Staff said.\n\n"
    "In a separate incident on Monday, North Korean guards fired four rounds at a South Korean "
    "guard post in Yeoncheon. No one was hurt.\n"
)

KOREAN = (
    "2019년 6월 14일 서울\n\n"
    "합동참모본부는 지난 12일 오전 7시쯤 강원도 철원군 중부전선에서 북한군 병사 1명이 "
    "군사분계선을 넘어 귀순했다고 밝혔다. 군 당국은 신병을 확보해 조사하고 있다.\n"
)

KNOWN = (
    "On 13 November 2017 a North Korean soldier drove to the Joint Security Area at Panmunjom, "
    "ran across the military demarcation line under fire and was wounded.\n"
)


def document(text=ARTICLE, name="article.txt"):
    return document_from(name, text.encode())


DAY = date(2019, 6, 14)
