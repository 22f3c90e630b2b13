"""Everything an authority holds, in an open format, and the way back: no record is held captive."""
