"""Where a collection may come from, and what is no address."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fakes import MODEST
from stretchbreak.core.sources import SCHEMES, Place, SourceError, place_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://example.org/people/clinic.git", "clinic"),
        ("https://example.org/clinic/", "clinic"),
        ("HTTPS://example.org/clinic", "clinic"),
        ("ssh://git@example.org:22/clinic.git", "clinic"),
        ("git@example.org:people/clinic.git", "clinic"),
        ("example.org:clinic", "clinic"),
        ("file:///home/me/clinic", "clinic"),
        ("git://example.org/my%20clinic", "my-20clinic"),
    ],
)
def test_an_address_of_git_is_known_with_a_name(text: str, name: str) -> None:
    """In the forms that git knows, over connections that nobody can change on the way, or on this machine."""
    place = place_of(text, is_path=False)
    assert (place.kind, place.name) == ("git", name)


def test_what_is_there_is_a_path() -> None:
    """Even if it looks like an address; the ending of a zip is no part of its name."""
    assert place_of("host:x", is_path=True).kind == "path"
    assert Place("/tmp/clinic-main.zip", "path").name == "clinic-main"  # noqa: S108 - a name alone
    assert Place("/", "path").name == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-x", "begins like an option"),
        ("--upload-pack=touch /tmp/x", "begins like an option"),
        ("", "is no address"),
        (" ", "is no address"),
        ("https://a/\nb", "is no address"),
        ("https://" + "a" * 1000, "is no address"),
        ("http://example.org/x", "could be changed on its way"),
        ("ftp://example.org/x", "that is gone to"),
        ("ext::sh -c 'touch x'", "that is gone to"),
        ("fd::17", "that is gone to"),
        ("ext://x", "that is gone to"),
        ("https://", "names no host"),
        ("https:///x", "names no host"),
        ("ssh://-oProxyCommand=touch/x", "names no host"),
        ("ssh://me@-oProxyCommand=touch/x", "names no host"),
        ("-oProxyCommand=touch:x", "begins like an option"),
        ("me@-oProxyCommand=touch:x", "that is gone to"),
        ("host:-x", "that is gone to"),
        ("@:x", "that is gone to"),
        ("nowhere", "is neither a folder, nor a file, nor an address"),
        ("./no:where", "is neither a folder"),
    ],
)
def test_what_is_no_address_is_refused_before_git_sees_it(text: str, why: str) -> None:
    """Options, helper programs, plain http, and hosts that look like options."""
    with pytest.raises(SourceError, match=why):
        place_of(text, is_path=False)


def test_a_password_is_not_shown() -> None:
    """The rest of the address is."""
    place = place_of("https://me:secret@example.org/clinic.git", is_path=False)
    assert place.shown == "https://me:***@example.org/clinic.git"
    assert place_of("https://me@example.org/x:y@z", is_path=False).shown == "https://me@example.org/x:y@z"


@MODEST
@example("a:b::c")
@given(st.text("-:/@a.\0 gitexshp", max_size=30))
def test_whatever_is_gone_to_is_no_option(text: str) -> None:
    """Neither as a whole nor in its host, and by one of the ways that are allowed."""
    try:
        place = place_of(text, is_path=False)
    except SourceError:
        return
    scheme, mark, rest = place.text.partition("://")
    assert not place.text.startswith("-")
    assert mark or "::" not in place.text
    assert not mark or scheme.lower() in SCHEMES
    assert not rest.partition("/")[0].rpartition("@")[2].startswith("-")
