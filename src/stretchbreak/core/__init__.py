"""The pure core: what a break is and when it falls due. It knows no clock, no file and no terminal."""
