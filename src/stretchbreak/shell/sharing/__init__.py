"""Routines from elsewhere: fetched from a folder, a zip or a git repository, and put beside the user's own.

What may be taken is decided in ``core.parcel``, and what becomes of files fetched again in ``core.merging``. Nothing
is unpacked before it was looked at: a parcel is read into memory, within limits, and written under checked names.
"""
