"""Open Referral UK 3.0: the shapes of its records, read, shown and written.

Field names and which of them must be there come from the UK profile of the Human Services Data
Specification 3.0 (Open Referral UK, profile repository OpenReferralUK/uk-profile, CC BY-SA 4.0); the
shapes are written by ourselves. A field that the shapes do not know is kept as it came.
"""
