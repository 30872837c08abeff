"""A picture in a line of its own, as DrawingML."""

from xml.sax.saxutils import quoteattr

from tracker.word.appendix import Image

CONTENT_TYPE = '<Default Extension="png" ContentType="image/png"/>'
EMU_OF_TWIP = 635

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def drawing(image: Image, relationship: str, width: int, *, number: int = 1) -> str:
    """The run that shows ``image`` over ``width``, in twentieths of a point, as the document's picture ``number``."""
    across, down = width * EMU_OF_TWIP, round(width * EMU_OF_TWIP * image.height / image.width)
    extent, named = f'cx="{across}" cy="{down}"', f'id="{number}" name="Picture {number}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent {extent}/><wp:docPr {named} descr={quoteattr(image.description)}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
