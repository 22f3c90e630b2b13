"""What is sent in is told by its content and made anew, or refused in a sentence that says what to do."""

import io
import os

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from opencaf.files import cleaning
from opencaf.files.kinds import JPEG, M4A, MP3, PDF, PNG, SENTENCES, WAV, MadeAnew
from opencaf.files.models import LARGEST
from tests.files import making


def made(content: bytes, name: str = "file") -> MadeAnew:
    return cleaning.make_anew(name=name, content=content)


def refused(content: bytes, name: str = "file") -> str:
    with pytest.raises(ValidationError) as refusal:
        made(content, name)
    return next(code for code, words in SENTENCES.items() if refusal.value.message_dict == {"file": [words]})


def test_a_script_place_and_camera_in_a_photo_are_gone_and_it_stands_upright() -> None:
    sent = making.picture_with_place()

    kept = made(sent)

    assert (kept.media_type, making.SCRIPT in sent) == (JPEG, True)
    assert b"script" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as seen:
        assert dict(seen.getexif()) == {}
        assert "comment" not in seen.info
        assert seen.size == (40, 60)
        red, green, _ = seen.getpixel((20, 5))  # type: ignore[misc]
        assert red > 150
        assert green < 80


def test_the_words_inside_a_png_are_gone_and_it_stays_one() -> None:
    kept = made(making.png_with_words())

    assert kept.media_type == PNG
    assert b"told at home" not in kept.content
    assert kept.preview.startswith(b"\xff\xd8")


def test_what_is_see_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(io.BytesIO(made(out.getvalue()).content)) as seen:
        assert seen.getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_is_kept_smaller_with_a_small_preview() -> None:
    kept = made(making.picture(size=(6000, 3000)))

    with Image.open(io.BytesIO(kept.content)) as whole, Image.open(io.BytesIO(kept.preview)) as small:
        assert whole.size == (4000, 2000)
        assert small.size == (900, 450)


def test_a_pdf_can_do_nothing_by_itself_and_names_nobody() -> None:
    kept = made(making.acting_paper())

    assert kept.media_type == PDF
    assert not {
        word
        for word in (b"JavaScript", b"OpenAction", b"Launch", b"cmd.exe", b"Alice")
        if word in uncompressed(kept.content)
    }
    assert kept.preview.startswith(b"\xff\xd8")


def uncompressed(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(making.sound(), WAV), (making.mp3(), MP3), (making.m4a(), M4A)],
    ids=["wav", "mp3", "m4a"],
)
def test_a_voice_note_keeps_its_sound_and_tells_of_nobody(content: bytes, media_type: str) -> None:
    kept = made(content)

    assert kept.media_type == media_type
    assert b"Alice" in content
    assert b"Alice" not in kept.content
    assert b"51.5072" not in kept.content
    assert kept.preview == b""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0" + bytes(LARGEST), "large"),
        (b"<!doctype html><html><body>hello", "web_page"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "drawing"),
        (making.EICAR.encode(), "text"),
        (making.huge_picture(), "picture_huge"),
        (making.huge_picture(8000), "picture_huge"),
        (making.picture()[:200], "picture_broken"),
        (making.zipped("[Content_Types].xml", "word/document.xml"), "office"),
        (making.zipped("mimetype", "content.xml"), "office"),
        (making.zipped("[Content_Types].xml", "word/vbaProject.bin"), "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "macro"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "office"),
        (making.zipped("a.txt"), "archive"),
        (making.zip_bomb(), "archive"),
        (b"\x1f\x8b\x08" + bytes(20), "archive"),
        (making.locked_paper(), "pdf_locked"),
        (making.locked_paper(user=""), "pdf_locked"),
        (making.carrying_paper(), "pdf_carries"),
        (making.paper(pages=301), "pdf_long"),
        (b"%PDF-1.7\nnothing", "pdf_broken"),
        (b"MZ" + bytes(600), "program"),
        (b"\x7fELF" + bytes(600), "program"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(80), "heic"),
        (making.m4a(track=b"vide"), "film"),
        (making.sound()[:30], "sound_broken"),
        (b"RIFF\0\0\0\0AVI LIST" + bytes(60), "film"),
        (os.urandom(4) + bytes(600), "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_file_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_name_of_300_letters_is_refused() -> None:
    assert refused(making.picture(), "a" * 296 + ".jpg") == "long_name"


def test_a_name_and_its_ending_decide_nothing() -> None:
    assert made(making.picture(), "letter.pdf").media_type == JPEG
    assert refused(b"<html><script>1</script>", "drawing.png") == "web_page"


def test_every_sentence_says_what_to_do_without_blame() -> None:
    for words in SENTENCES.values():
        assert not {"invalid", "error", "please", "sorry"} & set(words.lower().split())
        assert any(verb in words for verb in ("hoose", "save", "Save", "must be", "Divide"))


def test_who_opens_a_file_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    shows_all = "import os, sys; sys.stdin.buffer.read(); " + (
        "out = repr(dict(os.environ)).encode(); sys.stdout.buffer.write(len(out).to_bytes(8, 'big') + out)"
    )
    monkeypatch.setenv("OPENCAF_FILE_KEYS", "one:secret")
    seen: list[bytes] = []
    monkeypatch.setattr(cleaning, "PROGRAM", [cleaning.sys.executable, "-c", shows_all])
    monkeypatch.setattr(cleaning, "made_of", lambda records: seen.extend(records) or MadeAnew("", b""))

    made(making.picture())

    assert b"secret" not in seen[0]
    assert b"PATH" not in seen[0]


def test_a_file_that_ends_its_opener_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PROGRAM", [cleaning.sys.executable, "-c", "import os; os.abort()"])

    assert refused(making.picture()) == "too_much"
