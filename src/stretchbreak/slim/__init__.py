"""What must cost next to nothing: the process that waits all day, and the client that asks it.

Nothing here imports anything but itself and modules of C: each one more is megabytes for a process that does nothing
all day, or milliseconds for every prompt that shows the time to the next break.
"""
