"""Files made in the tests, good and bad; none is kept in the tree."""

from __future__ import annotations

import io
import math
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

SCRIPT = b"<script>fetch('//example.org')</script>"
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
PLACE = 0x8825  # the tag under which cameras write where they are
TURNED = 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    """A picture whose left half is red."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, kind, **how)
    return out.getvalue()


def picture_with_place() -> bytes:
    """A photo taken sideways that tells where and with what, with a script behind it."""
    tags = Image.Exif()
    tags[TURNED] = 6
    tags[0x010F] = "Camera of Alice"
    tags.get_ifd(PLACE)[1] = "N"
    return picture(exif=tags.tobytes(), comment=b"told at home") + SCRIPT


def png_with_words() -> bytes:
    """A PNG with words inside it."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "told at home")
    return picture("PNG", pnginfo=words)


def huge_picture(side: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it has 3,600 million pixels."""

    def chunk(name: bytes, inside: bytes) -> bytes:
        return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def paper(pages: int = 1, **changes: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF, changed before it is saved."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(200, 300))
        for change in changes.values():
            change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def acting_paper() -> bytes:
    """A PDF that runs a script when it is opened, leads out of itself, and names its author."""

    def act(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), script]))
        )
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 10, 10]),
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
        )
        pdf.pages[0].Annots = pikepdf.Array([link])
        pdf.pages[0].AA = pikepdf.Dictionary(O=script)
        pdf.docinfo["/Author"] = "Alice at home"

    return paper(act=act)


def carrying_paper() -> bytes:
    """A PDF with another file inside it."""

    def carry(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["list.txt"] = b"another file"

    return paper(carry=carry)


def locked_paper(user: str = "secret") -> bytes:
    """A PDF with a password."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
        return out.getvalue()


def zipped(*names: str, holding: bytes = b"x") -> bytes:
    """An archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, holding)
    return out.getvalue()


def zip_bomb() -> bytes:
    """An archive of some kilobytes that unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as part:
        for _ in range(200):
            part.write(bytes(1024 * 1024))
    return out.getvalue()


def sound(seconds: float = 0.2) -> bytes:
    """A voice note as WAV: a tone, with a note of who recorded it behind it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as write:
        write.setnchannels(1)
        write.setsampwidth(2)
        write.setframerate(8000)
        tone = [int(9000 * math.sin(step / 3)) for step in range(int(8000 * seconds))]
        write.writeframes(struct.pack(f"<{len(tone)}h", *tone))
    told = b"INFOIART" + struct.pack("<I", 12) + b"Alice's home"
    whole = out.getvalue() + b"LIST" + struct.pack("<I", len(told)) + told
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


def mp3(frames: int = 30) -> bytes:
    """Silent frames of MPEG 1 layer III, 128 kbit/s at 44.1 kHz, with a tag before them."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    words = b"\0Alice at home"
    tag = b"TPE1" + struct.pack(">I", len(words)) + b"\0\0" + words
    return b"ID3\x03\0\0" + bytes([0, 0, 0, len(tag)]) + tag + frame * frames


def atom(kind: bytes, *inside: bytes) -> bytes:
    """One atom of an M4A."""
    whole = b"".join(inside)
    return struct.pack(">I", len(whole) + 8) + kind + whole


def m4a(track: bytes = b"soun") -> bytes:
    """A voice note as a telephone writes it, with its place and maker in it; track: what it holds."""
    head = struct.pack(">IIIII", 0, 0, 0, 8000, 16000)
    handler = atom(b"hdlr", bytes(8), track, bytes(12), b"Alice's telephone\0")
    entry = atom(
        b"mp4a",
        bytes(6),
        b"\0\1",
        bytes(8),
        b"\0\1\0\x10",
        bytes(4),
        struct.pack(">I", 8000 << 16),
        atom(b"free"),
    )
    described = atom(b"stsd", bytes(4), struct.pack(">I", 1), entry)
    media = atom(
        b"mdia",
        atom(b"mdhd", head, bytes(4)),
        handler,
        atom(b"minf", atom(b"stbl", described)),
    )
    place = atom(b"udta", atom(b"\xa9xyz", b"\0\x12\x15\xc7+51.5072-000.1276/"))
    moved = atom(b"moov", atom(b"mvhd", head, bytes(80)), atom(b"trak", media), place)
    return atom(b"ftyp", b"M4A \0\0\0\0", b"M4A mp42isom") + moved + atom(b"mdat", b"the sound itself")
