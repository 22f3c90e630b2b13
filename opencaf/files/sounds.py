"""Voice notes: what is heard stays; tags, pictures, places and the name of the telephone go."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any

import mutagen
from mutagen import mp3, mp4
from mutagen.apev2 import delete as delete_ape
from mutagen.id3 import delete as delete_id3
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from opencaf.files.kinds import M4A, MP3, OGG, WAV, MadeAnew, RefusedError

OGG_KINDS = (OggOpus, OggVorbis, OggFLAC)
BROKEN = (mutagen.MutagenError, OSError, ValueError, IndexError, KeyError, EOFError, wave.Error)
HEAD_OF_ATOM = 8
HOLDS_ATOMS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"}
TELLS = {b"udta", b"meta", b"uuid", b"free", b"skip"}
HANDLER_AT = 8  # in what an hdlr atom says, after its version and a zero


def record_anew(content: bytes, media_type: str) -> MadeAnew:
    """Return a sound as it is kept; raises RefusedError."""
    ways = {WAV: wav_anew, MP3: mp3_anew, OGG: ogg_anew, M4A: m4a_anew}
    try:
        return MadeAnew(media_type, ways[media_type](content))
    except BROKEN as broken:
        raise RefusedError("sound_broken") from broken


def wav_anew(content: bytes) -> bytes:
    """Write the sound itself into a new file."""
    out = io.BytesIO()
    try:
        with wave.open(io.BytesIO(content), "rb") as read, wave.open(out, "wb") as write:
            write.setparams(read.getparams())
            frames = read.readframes(read.getnframes())
            write.writeframes(frames)
    except wave.Error as other:
        raise RefusedError("sound_kind" if "unknown format" in str(other) else "sound_broken") from other
    if not frames:
        raise RefusedError("sound_broken")
    return out.getvalue()


def mp3_anew(content: bytes) -> bytes:
    """Take all three kinds of tags out."""
    file = io.BytesIO(content)
    delete_id3(file)
    delete_ape(file)
    file.seek(0)
    refuse_silence(mp3.MP3(file))
    return file.getvalue()


def ogg_anew(content: bytes) -> bytes:
    """Empty the comments; a film in the same container is no sound."""
    file = io.BytesIO(content)
    found = mutagen.File(file, options=list(OGG_KINDS))
    if found is None:
        raise RefusedError("sound_kind")
    refuse_silence(found)
    file.seek(0)
    found.delete(file)
    return file.getvalue()


def m4a_anew(content: bytes) -> bytes:
    """Blank what tells of anything but the sound; nothing moves, since the sound is found by its place."""
    kept = bytearray(content)
    handlers = set(blank_and_list(kept, 0, len(kept)))
    if b"vide" in handlers:
        raise RefusedError("film")
    if b"soun" not in handlers:
        raise RefusedError("sound_broken")
    refuse_silence(mp4.MP4(io.BytesIO(kept)))
    return bytes(kept)


def blank_and_list(kept: bytearray, start: int, end: int) -> Iterator[bytes]:
    """Blank the atoms that tell of a person or place; yield what each track holds."""
    while start + HEAD_OF_ATOM <= end:
        size, kind = int.from_bytes(kept[start : start + 4], "big"), bytes(kept[start + 4 : start + 8])
        head = HEAD_OF_ATOM
        if size == 1:
            size, head = int.from_bytes(kept[start + 8 : start + 16], "big"), 16
        size = size or end - start
        if size < head or start + size > end:
            raise RefusedError("sound_broken")
        inside, after = start + head, start + size
        if kind in TELLS:
            kept[start + 4 : start + 8] = b"free"
            kept[inside:after] = bytes(after - inside)
        elif kind == b"hdlr":
            yield bytes(kept[inside + HANDLER_AT : inside + HANDLER_AT + 4])
            kept[inside + 24 : after] = bytes(max(0, after - inside - 24))
        elif kind in HOLDS_ATOMS:
            yield from blank_and_list(kept, inside, after)
        start = after


def refuse_silence(sound: Any) -> None:
    """Raise RefusedError for what holds no sound."""
    if sound.info is None or sound.info.length <= 0:
        raise RefusedError("sound_broken")
