"""Who decides about a break: when it is announced, due, taken, put off or let go.

Theory of operation
-------------------
A rhythm says when the next break falls due. Two minutes before, a heads-up; then an offer, which is repeated twice
and counts as missed when nobody answers. Whatever the answer, the rhythm starts afresh from it.

``deadline`` tells when a state changes by itself. Every event first *advances* the state to the event's own time,
crossing each deadline at exactly its time, however late the tick comes: how often we are woken cannot change what
happens. Being away is another matter and comes as an event of its own (`Returned`): what fell due meanwhile was
offered to nobody, so that it is offered once, on return; and an absence that was long enough for a break, by sleep
or idleness, is a natural break, after which the rhythm starts afresh.

A skip, and a second snooze, are granted when they are asked for twice. In between the user is asked back, with the
mini dose one key away, while whatever was there goes on beneath the question.

`step` is total: an event that means nothing in a state changes nothing, and what a user asked for in vain is refused
with the reason. Every decision is recorded with its reason; nothing else explains the day. What time does is in
``passing``, what users do in ``answering``; ``docs/design.md`` has the diagram, drawn from this code.
"""

from __future__ import annotations

from stretchbreak.core.answering import answer
from stretchbreak.core.day import Plan, State
from stretchbreak.core.events import DayEvent, Moment, Returned
from stretchbreak.core.passing import Step, advance, come_back, working


def begin(plan: Plan, at: Moment) -> State:
    """The state of a day that begins now."""
    return working(plan, plan.first_due(at), at.mono)


def step(plan: Plan, state: State, event: DayEvent) -> Step:
    """What becomes of the break, and what is to be done about it."""
    if isinstance(event, Returned):
        left, crossed = advance(plan, state, event.at.shifted(-event.away))
        settled, answered = come_back(plan, left, event)
    else:
        reached, crossed = advance(plan, state, event.at)
        settled, answered = answer(plan, reached, event)
    return settled, crossed + answered
