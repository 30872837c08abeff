"""What the demonstration and its people are called."""

from tracker.accounts.rules import Role

NAME = "Marlshire SENDIASS"
SLUG = "marlshire"
DOMAIN = "marlshire.example"
FILE = "demo-appendices.docx"
PASSWORDS = "demo-passwords.txt"

PEOPLE = {
    Role.MANAGER: "Rosalind Okafor",
    Role.TEAM: "Tom Ellery",
    Role.GROUP: "Farah Siddiqui",
    Role.CHAIR: "Graham Petty",
    Role.COMMISSIONER: "Helen Marsh",
    Role.NETWORK: "Idris Vaughan",
}
ADMINISTRATOR = "Beth Coleman"


def address_of(name: str) -> str:
    """The e-mail address of one of its people."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"
