"""What the demonstration and its people are called."""

from tracker.accounts.rules import Role

NAME = "Marlshire SENDIASS"
SLUG = "marlshire"
DOMAIN = "marlshire.example"
FAMILIES = "group.example"
"""Where members of the group without an account have their addresses: whoever tries the site out is none of them."""

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


def address_of(name: str, domain: str = DOMAIN) -> str:
    """The e-mail address of one of its people."""
    return f"{name.lower().replace(' ', '.')}@{domain}"
