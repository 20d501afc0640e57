"""Connections to public addresses only, whatever a name resolves to and wherever it redirects.

The check stands where a connection is made, so that a redirect, or a name that answers
differently the second time, meets it as well.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, ClassVar, Final, cast

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import PoolManager

REFUSED = "not a public address"
"""What the error of a refused connection says."""


_GIVEN_OUT: Final = ip_network("2000::/3")
"""All of IPv6 that is given to anybody: the rest is local, reserved, or IPv4 written otherwise."""
_NOT_FOR_USE: Final = ip_network("3fff::/20")
"""For examples; what else is, Python knows."""
_TRANSLATED: Final = ip_network("64:ff9b::/96")
"""An IPv4 address as a network without IPv4 names it."""


def is_public(address: str) -> bool:
    """Say whether an IP address is one that anybody on the Internet may reach."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        last = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None
        inside = last or ip.ipv4_mapped or ip.sixtofour
        if inside is not None:
            return _is_global(inside)
        return ip in _GIVEN_OUT and ip not in _NOT_FOR_USE and _is_global(ip)
    return _is_global(ip)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not ip.is_multicast


def _check_host(connection: HTTPConnection) -> None:
    """Refuse a host of which any address is not public.

    :raises NewConnectionError: before a connection is made.
    """
    try:
        places = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NewConnectionError(connection, str(error)) from error
    if not all(is_public(str(place[4][0])) for place in places):
        raise NewConnectionError(connection, REFUSED)


def _check_peer(connection: HTTPConnection, sock: socket.socket) -> socket.socket:
    """Refuse a connection whose other end is not public: the name has changed its answer."""
    if not is_public(str(sock.getpeername()[0])):
        sock.close()
        raise NewConnectionError(connection, REFUSED)
    return sock


class _PublicHTTPConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        _check_host(self)
        return _check_peer(self, super()._new_conn())


class _PublicHTTPSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        _check_host(self)
        return _check_peer(self, super()._new_conn())


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = cast(Any, _PublicHTTPConnection)


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = cast(Any, _PublicHTTPSConnection)


class PublicAdapter(HTTPAdapter):
    """An adapter of *requests* that connects to public addresses only, through no proxy."""

    POOLS: ClassVar[dict[str, Any]] = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Have connections made by the classes above."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self.POOLS


def only_public(session: Session) -> None:
    """Have ``session`` connect to public addresses only; a proxy would look names up by itself."""
    session.trust_env = False
    session.mount("http://", PublicAdapter())
    session.mount("https://", PublicAdapter())
