"""``vademecum refresh``: what other handbooks publish is fetched into the repository.

The only command that asks other sites for it. Nothing replaces what is stored unless it could be
read as what it should be, and each file is replaced in one step.
"""

from __future__ import annotations

import ipaddress
import json
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from vademecum.commands.files import replace_file
from vademecum.commands.public_network import REFUSED, only_public
from vademecum.commands.vault import application, conf_folder, vault_arguments
from vademecum.environment.domain import today
from vademecum.environment.inventories import (
    INVENTORY_LIMIT,
    NEEDS_LIMIT,
    UnreadableError,
    read_inventory,
    read_needs,
)
from vademecum.environment.other_handbooks import FOLDER, INVENTORY, NEEDS, SOURCE
from vademecum.i18n import _
from vademecum.settings import Settings

_TIMEOUT: Final = (10, 30)
_HOPS: Final = 5
_CHUNK: Final = 65_536
_LONGEST: Final = 120
"""Seconds that one file may take, however slowly it drips."""
_LOOPBACK_NAMES: Final = frozenset({"localhost"})


class NotFetchedError(Exception):
    """A file could not be had; the message says why, in the reader's language."""


def arguments(line: ArgumentParser) -> None:
    """Declare the options."""
    vault_arguments(line)


def run(options: Namespace) -> int:
    """Fetch all handbooks of ``conf.py``; status 1 if one could not be had."""
    conf = conf_folder(options)
    with tempfile.TemporaryDirectory(prefix="vademecum-") as work:
        place = Path(work)
        with application("reading", options.vault, conf, place / "out", place / "trees") as app:
            settings = Settings.of(app.config)
    only_public(loopback=settings.handbooks_loopback)
    if not settings.handbooks:
        print(_("conf.py names no other handbook (vademecum_handbooks)."))
    status = 0
    for key, address in settings.handbooks.items():
        try:
            fetch(conf / FOLDER / key, address, loopback=settings.handbooks_loopback)
            print(_("%(key)s: fetched from %(address)s") % {"key": key, "address": address})
        except NotFetchedError as error:
            status = 1
            print(f"{key} : {error}", file=sys.stderr)
    return status


def fetch(folder: Path, address: str, *, loopback: bool = False) -> None:
    """Fetch what the handbook at ``address`` publishes into ``folder``.

    :raises NotFetchedError: if its inventory could not be had; what was stored stays.
    """
    inventory = _checked(address, INVENTORY, INVENTORY_LIMIT, loopback=loopback)
    needs = _optional_needs(address, loopback=loopback)
    folder.mkdir(parents=True, exist_ok=True)
    if needs is not None:
        _put(folder, NEEDS, needs)
    else:
        (folder / NEEDS).unlink(missing_ok=True)
    _put(folder, INVENTORY, inventory)
    source = {"address": address, "day": today().isoformat()}
    text = json.dumps(source, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _put(folder, SOURCE, text.encode())


def _put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    replace_file(folder, name, path.read_bytes() if path.is_file() else None, content)


def _optional_needs(address: str, *, loopback: bool) -> bytes | None:
    """Return the needs of a handbook; None if it publishes none."""
    try:
        return _checked(address, NEEDS, NEEDS_LIMIT, loopback=loopback)
    except _AbsentError:
        return None


class _AbsentError(NotFetchedError):
    """The other site says that there is no such file."""


def _checked(address: str, name: str, limit: int, *, loopback: bool) -> bytes:
    content = _content(urljoin(address, name), limit, loopback=loopback)
    try:
        if name == INVENTORY:
            read_inventory(content, address)
        else:
            read_needs(content)
    except UnreadableError as error:
        words = _("%(address)s is not what it should be (%(cause)s). What was stored is kept.")
        args = {"address": urljoin(address, name), "cause": error}
        raise NotFetchedError(words % args) from error
    return content


def _content(address: str, limit: int, *, loopback: bool) -> bytes:
    """Ask for a file, following a few redirects, each to an address that may be asked."""
    for _hop in range(_HOPS):
        if not _may_be_asked(address, loopback=loopback):
            words = _("%(address)s is not asked: only addresses that start with https:// are.")
            raise NotFetchedError(words % {"address": address})
        try:
            with requests.get(
                address, stream=True, timeout=_TIMEOUT, allow_redirects=False
            ) as reply:
                if reply.is_redirect:
                    address = urljoin(address, reply.headers["location"])
                    continue
                return _body(reply, limit)
        except (requests.RequestException, HTTPError, ValueError) as error:  # of no address
            raise _silent(address, error) from error
    raise NotFetchedError(_("%(address)s: too many redirects.") % {"address": address})


def _silent(address: str, error: Exception) -> NotFetchedError:
    if REFUSED in str(error):
        words = _("%(address)s leads to a private network and is not asked.")
        return NotFetchedError(words % {"address": address})
    words = _("%(address)s does not answer (%(cause)s). What was stored is kept.")
    return NotFetchedError(words % {"address": address, "cause": type(error).__name__})


def _body(reply: requests.Response, limit: int) -> bytes:
    if reply.status_code in {404, 410}:
        raise _AbsentError(_("%(address)s does not exist.") % {"address": reply.url})
    reply.raise_for_status()
    content = bytearray()
    end = time.monotonic() + _LONGEST
    while chunk := reply.raw.read1(_CHUNK, decode_content=True):
        content += chunk
        if time.monotonic() > end:
            raise requests.Timeout
        if len(content) > limit:
            words = _("%(address)s is larger than %(limit)s bytes. What was stored is kept.")
            raise NotFetchedError(words % {"address": reply.url, "limit": limit})
    return bytes(content)


def _may_be_asked(address: str, *, loopback: bool) -> bool:
    """Say whether an address is one of https, or one of this computer, if the settings allow it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "http":
        return loopback and _is_loopback(host)
    return parts.scheme == "https" and bool(host)


def _is_loopback(host: str) -> bool:
    if host in _LOOPBACK_NAMES or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
