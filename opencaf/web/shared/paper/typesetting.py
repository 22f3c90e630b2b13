"""The program that typesets one sheet: its data as JSON in, its PDF out (docs/adr/0027).

It imports nothing of OpenCAF, so that it begins quickly, and is started without the program's keys.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main() -> None:
    """Read a sheet and write it as PDF."""
    own = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
    )
    pdf = typst.compile(
        HERE / "sheet.typ",
        format="pdf",
        pdf_standards="ua-1",
        font_paths=own,
        ignore_system_fonts=True,
        sys_inputs={"sheet": sys.stdin.buffer.read().decode()},
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
