"""Makes small OFD files: runs of text at given places, rules."""

from office_files import zipped

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
BODY = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


def text(content: str, x: float = 30, y: float = 30, size: float = 5, code: str = "", **more: str) -> str:
    """Return a text object of one run; ``code`` holds further attributes of the run."""
    attributes = " ".join(f'{name}="{value}"' for name, value in more.items())
    return (
        f'<ofd:TextObject ID="9" Font="1" Size="{size}" Boundary="{x} {y} 150 10" {attributes}>'
        f'<ofd:TextCode X="0" Y="{size}" {code}>{content}</ofd:TextCode></ofd:TextObject>'
    )


def page(*drawn: str, template: str = "") -> str:
    """Return a page of what is drawn."""
    return f"<ofd:Page {SPACE}>{template}<ofd:Content><ofd:Layer>{''.join(drawn)}</ofd:Layer></ofd:Content></ofd:Page>"


def parts(*pages: str, common: str = "") -> dict[str, str]:
    """Return the parts of a file of pages."""
    named = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    document = (
        f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{named}</ofd:Pages></ofd:Document>"
    )
    contents = {f"Doc_0/Pages/Page_{number}/Content.xml": content for number, content in enumerate(pages)}
    return {"OFD.xml": BODY, "Doc_0/Document.xml": document, **contents}


def ofd(*pages: str) -> bytes:
    """Return a file of pages."""
    return zipped(parts(*pages))


def rule(x: float, y: float, to_x: float, to_y: float) -> str:
    """Return a rule."""
    line = f"M {x} {y} L {to_x} {to_y} "
    return f'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>{line}</ofd:AbbreviatedData></ofd:PathObject>'
