"""A notification with buttons, by the desktop's own service: one that changes as time passes, and goes when answered.

It keeps its connection while an offer is open, since buttons answer to the connection that asked, and hangs up when
that is settled. The rules for signals go out before the first notification: no click is too early.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import inf
from typing import TYPE_CHECKING, Any, Final

from stretchbreak.boundaries import Answer, Clock
from stretchbreak.shell.alerts.rung import BUTTONS, Note, Outcome, Told

if TYPE_CHECKING:
    from stretchbreak.shell.alerts.bus import Bus  # loaded when there is something to tell: it brings jeepney

NAME: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
RULES: Final = (
    f"type='signal',sender='{NAME}',interface='{NAME}',path='{PATH}'",
    f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{NAME}'",
)
NO_DISTURBING: Final = (("org.dunstproject.cmd0", "paused"), (NAME, "Inhibited"))
"""Properties by which services tell that they keep what they are sent to themselves."""

AS_USUAL: Final = -1
UNTIL_ANSWERED: Final = 0

WITH_BUTTONS: Final = "notification with buttons"
WITHOUT_BUTTONS: Final = "notification without buttons"


class ButtonNotification:
    """The rung for desktops with a session bus; ``answered`` is told which button was pressed."""

    def __init__(
        self, clock: Clock, answered: Callable[[Answer], None], environment: Mapping[str, str] = os.environ
    ) -> None:
        self._clock = clock
        self._answered = answered
        self._environment = environment
        # There before the connection and after it: whoever waits for us asks only once what to wait for.
        self._epoll = select.epoll()
        self._bus: Bus | None = None
        self._unsent: tuple[Note, Told] | None = None
        self._capabilities: frozenset[str] | None = None
        self._disturbs_not: set[str] = set()
        self._shown = 0
        self._is_open = False

    @property
    def capabilities(self) -> frozenset[str] | None:
        """What the service says it can do; None if it has not been asked, or does not say."""
        return self._capabilities

    @property
    def is_busy(self) -> bool:
        """Whether an answer may still come, or something is under way."""
        return self._bus is not None

    def tell(self, note: Note, told: Told) -> None:
        """Show it, in the place of what is shown already."""
        self._is_open = True
        if self._unsent is not None:
            self._unsent = (note, told)
            return
        self._unsent = (note, told)
        if self._bus is None:
            self._connect()
        elif self._capabilities is None:
            self._ask()
        else:
            self._ask_for_quiet()
            self._send()

    def settle(self) -> None:
        """Close it; the connection follows when that is done."""
        self._is_open, self._unsent = False, None
        self._close()
        self.tend()

    def fileno(self) -> int:
        """Readable when there is something to tend."""
        return self._epoll.fileno()

    def deadline(self) -> float:
        """When a call has taken too long."""
        return inf if self._bus is None else self._bus.deadline()

    def tend(self) -> None:
        """See to what has come."""
        if self._bus is None:
            return
        self._bus.tend()
        if self._bus.is_lost or not (self._is_open or self._bus.is_waiting):
            self._part()

    def close(self) -> None:
        """Take away what is shown, and hang up without waiting for that."""
        self.settle()
        self._part()
        self._epoll.close()

    # On the bus

    def _connect(self) -> None:
        try:
            from stretchbreak.shell.alerts.bus import Bus, places_of  # noqa: PLC0415 - only who announces needs it
        except ImportError:
            self._fail("jeepney is not installed")
            return
        places = places_of(self._environment)
        if not places:
            self._fail("there is no session bus here")
            return
        try:
            self._bus = Bus(places, self._clock, self._epoll, self._signalled)
        except OSError as error:
            self._fail(f"the session bus cannot be reached: {(error.strerror or 'no reason given').lower()}")
            return
        for rule in RULES:
            self._bus.listen(rule)
        self._ask()

    def _ask(self) -> None:
        """Ask what the service can do; what is to be told goes out as soon as it says."""
        self._call("GetCapabilities", None, (), self._able)
        self._ask_for_quiet()

    def _able(self, body: Sequence[Any] | None, why: str) -> None:
        if body is None:
            self._fail(f"the notification service is no help: {why}")
            return
        self._capabilities = frozenset(body[0])
        self._send()

    def _ask_for_quiet(self) -> None:
        for interface, name in NO_DISTURBING:

            def quiet(body: Sequence[Any] | None, _: str, name: str = name) -> None:
                (self._disturbs_not.add if body and body[0][1] is True else self._disturbs_not.discard)(name)

            self._call("Get", "ss", (interface, name), quiet, interface="org.freedesktop.DBus.Properties")

    def _send(self) -> None:
        if self._unsent is None or self._capabilities is None:
            return
        (note, told), self._unsent = self._unsent, None
        has_buttons = "actions" in self._capabilities
        body = escape(note.body, quote=False) if "body-markup" in self._capabilities else note.body
        actions = [word for pair in BUTTONS for word in pair] if has_buttons else []
        stays = UNTIL_ANSWERED if has_buttons and note.what != "heads-up" else AS_USUAL
        hints = {"urgency": ("y", 1)}
        content = ("stretchbreak", self._shown, "", note.title, body, actions, hints, stays)
        by = WITH_BUTTONS if has_buttons else WITHOUT_BUTTONS

        def notified(body: Sequence[Any] | None, why: str) -> None:
            if body is None:
                told(Outcome(result="failed", why=f"the notification service is no help: {why}"))
                return
            self._shown = int(body[0])
            if not self._is_open:
                self._close()
            elif self._disturbs_not:
                told(Outcome(result="suppressed", by=by, why="do-not-disturb is on: the notification waits unseen"))
            else:
                told(Outcome(result="shown", by=by))

        self._call("Notify", "susssasa{sv}i", content, notified)

    def _signalled(self, name: str, body: Sequence[Any]) -> None:
        match name, list(body):
            case "ActionInvoked", [int(shown), str(key)] if shown == self._shown and self._is_open:
                self._close()
                for answer, _ in BUTTONS:
                    if answer == key:
                        self._answered(answer)
            case "NotificationClosed", [int(shown), *_] if shown == self._shown:
                self._shown = 0
            case "NameOwnerChanged", _:
                # Another service, or none: what was shown is gone, and the next one may be able to do other things.
                self._shown, self._capabilities = 0, None
                self._disturbs_not.clear()

    def _close(self) -> None:
        """Take away what is shown; some services keep it listed after its button was pressed."""
        if self._shown:
            self._call("CloseNotification", "u", (self._shown,), lambda body, why: None)  # noqa: ARG005 - best effort
        self._shown = 0

    def _call(
        self,
        method: str,
        signature: str | None,
        body: tuple[Any, ...],
        replied: Callable[[Sequence[Any] | None, str], None],
        interface: str = NAME,
    ) -> None:
        from jeepney import DBusAddress  # noqa: PLC0415 - as above

        if self._bus is not None:
            self._bus.call(DBusAddress(PATH, NAME, interface), method, signature, body, replied)

    def _fail(self, why: str) -> None:
        """This rung will not do for what is to be told now."""
        if self._unsent is not None:
            (_, told), self._unsent = self._unsent, None
            self._is_open = self._shown != 0
            told(Outcome(result="failed", why=why))

    def _part(self) -> None:
        """Hang up, and forget whom we spoke to."""
        if self._bus is not None:
            bus, self._bus = self._bus, None
            bus.close()
        self._capabilities, self._shown = None, 0
        self._disturbs_not.clear()
        self._fail("the session bus hung up")
