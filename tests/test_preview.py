"""The preview: text and pictures of pages in one file, and nothing that acts."""

from __future__ import annotations

from registry.site.preview import Page, preview


def shown(html: str, address: str = "c/ID/") -> str:
    """The part of a preview that shows one page."""
    whole = preview("Guild", [Page(address=address, html=html)], picture).decode()
    return whole.rpartition('class="place">')[2].partition("</p>\n")[2].rpartition("</section>")[0]


def picture(address: str, source: str) -> str | None:
    """A picture that is there under one name only."""
    return "data:image/svg+xml;base64,QQ==" if (address, source) == ("c/ID/", "a.svg") else None


def test_what_people_read_is_taken_over() -> None:
    """Headings, tables and lists, from the first article or main part on."""
    page = (
        "<nav>menu</nav><article class=x><h1>A &amp; B<a class=headerlink>#</a></h1>"
        "<table><tr><td colspan=2>1</table>"
    )
    assert shown(page) == (
        '<article><h1>A &amp; B</h1><table><tr><td colspan="2">1</td></tr></table></article>'
    )
    assert "menu" not in shown(page)


def test_nothing_that_acts_is_taken_over() -> None:
    """No script, style, form, handler, address or foreign picture, however it is written."""
    page = (
        "<main><script>alert(1)</script><SCRIPT SRC=//e.example></SCRIPT><style>*{}</style>"
        "<p onclick=alert(1) style=color:red id=x>a<a href=javascript:alert(1)>b</a>"
        "<iframe src=//e.example></iframe><form><button>c</button></form><object data=x>"
        "<img src=https://e.example/p.png alt='&quot;><script>d'><svg onload=alert(1)><p>e</svg>"
        "<template><p>f</template><img src=a.svg alt=g onerror=alert(1)></main>"
    )
    text = shown(page)
    for bad in (
        "alert",
        "script>",
        "e.example",
        "style=",
        "onclick",
        "iframe",
        "form",
        "href",
        "id=",
    ):
        assert bad not in text, bad
    assert '<img alt="g" src="data:image/svg+xml;base64,QQ==">' in text
    assert "<p>a<a>b</a>" in text
    assert "&quot;&gt;&lt;script&gt;d" in text


def test_a_page_cannot_leave_its_frame() -> None:
    """What a page leaves open ends with it, and what it closes too much is ignored."""
    assert shown("<main></section></div><p><b>x") == "<main><p><b>x</b></p></main>"


def test_it_says_that_it_is_a_test() -> None:
    """Also where nothing is to be seen; the name of the registry is only text."""
    text = preview("<b>Guild", [], picture, ["Nothing <i>changed."]).decode()
    assert "TEST: a preview, worth nothing." in text
    assert "<b>" not in text
    assert "Nothing &lt;i&gt;changed." in text
    assert "default-src 'none'" in text
