"""Starting at login: an entry of the session, a unit of systemd, an agent of launchd, a value of the Run key."""
