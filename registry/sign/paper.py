"""A locked root key on one sheet of paper: its text to type back, and the same as a QR code.

The page holds everything it needs, so that a computer without a network prints it.
"""

from __future__ import annotations

from html import escape

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from registry.sign.root import LockedRoot, print_root

_QUIET = 4  # modules of white on each side (ISO/IEC 18004, 6.3.8)
_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Root key {name}</title>
<style>
@page {{ size: A4; margin: 20mm }}
body {{ font: 11pt/1.45 sans-serif; color: #000; background: #fff; max-width: 170mm; margin: auto }}
pre {{ font: bold 12.5pt/1.7 monospace; border: 1px solid #000; padding: 5mm }}
svg {{ width: 62mm; height: 62mm; display: block }}
</style>
<h1>Root key {name}</h1>
<p>This key, with its passphrase, decides who may issue for this registry.
The passphrase is not on this sheet: never write it here, and keep it in another place.</p>
<pre>{text}</pre>
<p>To use it again, type the lines above into a text file, or read the code, which holds the same
lines.
In the numbered lines capitals and spaces do not matter, nor O for 0 or I for 1; a mistyped line is
named.</p>
{drawing}
<p>If this sheet is lost or seen by others, tell the other holders of root keys on the same day.</p>
</html>
"""


def print_paper(locked: LockedRoot) -> str:
    """One HTML page with nothing outside it, for a locked root key."""
    text = print_root(locked)
    return _PAGE.format(name=escape(locked.name), text=escape(text), drawing=drawing(text))


def drawing(text: str) -> str:
    """A text as a QR code, in one SVG element."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows) + 2 * _QUIET
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{_QUIET} -{_QUIET} {side} {side}" '
        'role="img" aria-label="QR code of the lines above" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M-{_QUIET}-{_QUIET}h{side}v{side}h-{side}z"/>'
        f'<path d="{dots}"/></svg>'
    )
