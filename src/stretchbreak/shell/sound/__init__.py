"""What is heard: tones and voice, by programs of the system. None of them is waited for, or outlives its time."""
