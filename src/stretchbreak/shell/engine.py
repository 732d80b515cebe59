"""The day as other terminals meet it: what it answers, how it takes orders, and a break that is guided elsewhere.

One engine serves a day with a screen of its own and one in the background alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf

from stretchbreak import __version__
from stretchbreak.boundaries import Clock
from stretchbreak.core.day import AskedBack
from stretchbreak.core.effects import Refuse
from stretchbreak.core.events import Declined, Finished, Snoozed, Started, WorkdayEvent
from stretchbreak.core.replies import Reply, reply
from stretchbreak.core.routine import Routine
from stretchbreak.core.tally import Tally
from stretchbreak.core.timeline import timeline
from stretchbreak.documents.json_values import SnapshotError
from stretchbreak.documents.orders import ordered
from stretchbreak.documents.routine_values import routine_of, text_of
from stretchbreak.errors import Stopped
from stretchbreak.shell.day import Day
from stretchbreak.shell.inputs import Inputs
from stretchbreak.shell.session import Session
from stretchbreak.slim import wire
from stretchbreak.slim.counter import Client, Request

Told = Callable[[list[str]], Reply | None]
"""What the command line has to say to arguments that are no order; None if it has to explain them."""


class Engine:
    """Takes orders for this day."""

    def __init__(self, day: Day, clock: Clock, inputs: Inputs, told: Told) -> None:
        self._day = day
        self._clock = clock
        self._inputs = inputs
        self._told = told
        self._session: Session | None = None

    @property
    def is_guiding_elsewhere(self) -> bool:
        """Whether a break is on in another terminal."""
        return self._session is not None

    def fileno(self) -> int | None:
        """The other terminal's connection is watched by itself."""
        return None

    def deadline(self) -> float:
        """When the break in the other terminal is given up."""
        return inf if self._session is None else self._session.deadline

    def end(self) -> None:
        """Leave the break in the other terminal to itself."""
        if self._session is not None:
            self._session.leave()

    def tend(self) -> None:
        """Give up a break of which nothing has been heard for too long."""
        if self._session is not None:
            self._session.tend()

    def decide(self, request: Request) -> None:
        """Do what is asked, and say what was done. Raises Stopped where that is what was asked."""
        argv = request.argv
        if argv is None:
            self._say(request, Reply(exit=1, err=wire.RUBBISH))
        elif argv == ["stop"]:
            raise Stopped(partial(self._say, request, Reply(out="Stopped.\n")))
        elif argv == ["turn"]:
            self._say(request, Reply(out=f"{text_of(self._day.view.routine)}\n"))
        elif argv[0] == "do" and len(argv) == len(["do", "ROUTINE"]):
            self._hand_over(request, argv[1])
        elif (order := ordered(argv, self._clock.now())) is not None:
            self._say(request, self._obey(order.event))
        else:
            self._say(request, self._told(argv) or Reply(exit=wire.NOT_UNDERSTOOD))

    def _say(self, request: Request, answer: Reply) -> None:
        request.answer(answer.exit, answer.out, answer.err, version=__version__)

    def _obey(self, event: WorkdayEvent) -> Reply:
        effects = self._day.order(event)
        wish = {Declined: "skip", Snoozed: "snooze"}.get(type(event))
        facing = self._day.state.facing
        if isinstance(facing, AskedBack) and facing.wish == wish:
            # The question is for a slip of a finger; whoever types a command means it.
            effects += self._day.order(event)
        return reply(event, effects, self._day.view)

    # A break in another terminal

    def _hand_over(self, request: Request, routine_text: str) -> None:
        """Let that terminal guide this routine."""
        try:
            routine = routine_of(routine_text)
        except SnapshotError:
            self._say(request, Reply(exit=wire.NOT_UNDERSTOOD))
            return
        effects = self._day.order(Started(at=self._clock.now(), routine=routine))
        refused = next((effect.why for effect in effects if isinstance(effect, Refuse)), None)
        if refused is not None:
            self._say(request, Reply(exit=1, err=f"{refused}\n"))
            return
        self._follow(request.client, routine)
        request.client.send(wire.reply(wire.STREAM, b"", b"", __version__))

    def _follow(self, client: Client, routine: Routine) -> None:
        """Count what the other terminal tells, until it ends."""

        def ended(tally: Tally) -> None:
            self._inputs.no_longer(descriptor)
            self._session = None
            self._day.order(Finished(at=self._clock.now(), tally=tally, routine=routine))

        descriptor = client.descriptor
        client.connection.setblocking(False)  # noqa: FBT003 - a function of C
        self._session = Session(client, timeline(routine), self._clock, ended)
        self._inputs.also(descriptor, self._session.ready)
