"""What the demonstration is called."""

NAME = "Marlshire SENDIASS"
SLUG = "marlshire"
FILE = "demo-appendices.docx"
