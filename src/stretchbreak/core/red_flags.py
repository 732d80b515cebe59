"""Red flags: what stretching is not for, how soon to turn to whom, and what is said then.

No answer to these questions is kept anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Urgency = Literal["emergency", "same day", "appointment"]

RED_FLAGS: Final[Mapping[Urgency, tuple[str, ...]]] = {
    "emergency": (
        "sudden, severe neck or head pain unlike any before",
        "double vision, a drooping face or eyelid, slurred speech, trouble swallowing, or walking unsteadily",
        "crushing pain in chest, jaw or arm, tearing pain between the blades, breathlessness or a cold sweat",
        "new weakness or numbness of the face, an arm or a leg, or fainting",
        "numbness between the legs, new loss of bladder or bowel control, or both legs weak",
        "a stiff neck with fever, a bad headache, light that hurts, or a rash",
        "neck pain after a fall, a crash or a blow",
    ),
    "same day": (
        "fever, chills or feeling ill with the pain, weight loss without a reason, or night sweats",
        "clumsy hands, a changed walk or balance, or an electric shock down the spine when you bend your neck",
        "a weak arm, or numbness that spreads",
        "a new pain after cancer, neck surgery, long use of steroids or injected drugs",
        "a new pain with a weak immune system, TB, HIV, fragile bones or inflamed joints",
        "constant pain, worse at night, that no position changes",
        "a swollen, warm or tender calf",
    ),
    "appointment": (
        "pain with tingling into an arm or hand for more than a few days",
        "a first strong neck pain before 20 or after 55",
        "no better after two to three weeks, or it keeps coming back",
        "slight dizziness when you turn your head",
    ),
}
"""What is asked, the most urgent first. Sources: docs/evidence.md."""

WHAT_TO_DO: Final[Mapping[Urgency, str]] = {
    "emergency": "Call your emergency number now.",
    "same day": "Contact a doctor today.",
    "appointment": "Book a doctor or physiotherapist.",
}


def blocked(urgency: Urgency) -> str:
    """What is said to somebody who has one of these."""
    return (
        "What you told can be a sign of something that stretching should not be used for. "
        f"stretchbreak will not start a routine now. {WHAT_TO_DO[urgency]}"
    )
