"""From the text of a routine file to core values, with everything that is wrong told at its line and column.

Nothing here opens a file: text comes in, values and problems go out. Import from the modules themselves, so that a
command that only needs ``durations`` does not load YAML.
"""
