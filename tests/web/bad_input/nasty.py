"""What people paste, mistype and try."""

MARKUP = '<img src=x onerror="alert(1)">'
RAW_MARKUP = "<img src=x"
SHOWN_MARKUP = "&lt;img src=x onerror="
# NUL, a bell, half an emoji's pair, escape, delete: nobody sees them and no database keeps all of them
CONTROLS = "\x00\x07\x1b\x7f\x85"
SCRIPTS = "Zoë Ó Súilleabháin 李小龍 محمد Ольга \u202egnisrever 👩‍👩‍👧‍👦"
LINE = f"{MARKUP}{CONTROLS}{{{{ 7|add:7 }}}}"
STORY = (
    f"{MARKUP}{CONTROLS}\n{SCRIPTS}\r\n{{% now 'Y' %}} {{{{ 7 }}}} %s %(x)s \\ ' \" `'; drop table x; --\n"
)
LONG_STORY = (STORY * 100)[:12_000]
LONG_LINE = "Ã" * 12_000
NAME_OF_300 = "Wolfeschlegelsteinhausen" * 13

IMPOSSIBLE_DAYS = {
    "the 31st of February": ("31", "2", "2025"),
    "nought": ("0", "0", "0"),
    "words": ("the first", "of", "month"),
    "a year of five figures": ("1", "1", "99999"),
    "two figures for the year": ("1", "1", "25"),
    "figures without end": ("9" * 40, "9" * 5000, "2025"),
    "signs": ("-1", "+2", "²025"),
    "half a date": ("", "", "2025x"),
    "before anybody was born": ("1", "1", "1850"),
    "far away": ("1", "1", "2999"),
}
UNLIKELY_DAYS = {"long ago": ("1", "1", "1901"), "years ahead": ("31", "12", "2099")}
NUMBERS = ("99999999999999999999", "-1", "1.5", "1e9", "9" * 5000, "NaN", "seven")
TIMES = ("25:61", "24:00", "9:5", "13pm", "½ past")
JUNK = "'; drop table x; -- <b>"
