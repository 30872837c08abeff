"""Signatures over values: canonical JSON (RFC 8785), SHA-256, Ed25519. Keys and signatures are hexadecimal digits."""

import hashlib
import re
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def canonical(value: Any) -> bytes:
    """``value``, of what JSON knows, in the one form that it has in canonical JSON."""
    return rfc8785.dumps(value)


def digest(content: bytes) -> str:
    """The SHA-256 of ``content``."""
    return hashlib.sha256(content).hexdigest()


def is_public_key(text: str) -> bool:
    """Whether ``text`` is the public half of some key, as far as its form goes."""
    return re.fullmatch("[0-9a-f]{64}", text) is not None


class SigningKey:
    """A private key, from its 32 bytes as 64 hexadecimal digits."""

    def __init__(self, seed: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))

    @property
    def public(self) -> str:
        """Its public half: 64 hexadecimal digits."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> str:
        """The signature over ``content``: 128 hexadecimal digits."""
        return self._private.sign(content).hex()


def is_signed(content: bytes, signature: str, public_key: str) -> bool:
    """Whether the key with this public half signed ``content`` so."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
