"""The sentences with which a file is refused."""

TOO_BIG = "The file is larger than {most} MB. Split it, or take pictures and other sheets out, and try again."
NO_FILE = "There is no file at that place. Check the name."
EMPTY = "The file is empty. Save the register again and try that copy."
LOCKED = "The file has a password. Open it, take the password off, save it and try again."
OLD_KIND = "This is a workbook of an old kind (.xls). Save it as .xlsx, .ods or .csv and try again."
OTHER_KIND = "This is not a spreadsheet. Save the register as .xlsx, .ods or .csv and try again."
BROKEN = "The workbook is damaged and cannot be read. Open it, save it again and try that copy."
TOO_MUCH = "The file opens to more than {most} MB of sheets. Delete the empty rows and columns and try again."
TOO_MANY_ROWS = "The sheet {sheet} has more than {most:,} rows. Split it and try again."
NO_HEADINGS = (
    "No row of headings was found. The first rows must hold one with words such as Name, Date of birth and "
    "Date closed; or give a mapping that says what stands in which column."
)
NO_NAMES = "No column holds the names of children. Give a mapping that says which one does."
MIXED_LETTERS = "Line {line} of the file holds letters that cannot be read. Save it as UTF-8 and try again."
