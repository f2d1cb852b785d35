"""The command that serves a store to a browser on this machine."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.review import QueueEntry
    from onrecord.store import Store

__all__ = ["fuse_again", "queue_now", "run_serve"]

SHORTEST_TOKEN: Final = 16
TILES_START: Final = b"PMTiles\x03"
"""How a PMTiles file begins (PMTiles specification, version 3)."""

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


def run_serve(options: argparse.Namespace, db: Path | str) -> int:
    """Serves until interrupted. InputError where token, tiles, host or port cannot be used."""
    import uvicorn  # noqa: PLC0415 - no other command needs a server

    from onrecord.serve.app import make_app  # noqa: PLC0415
    from onrecord.serve.state import Settings  # noqa: PLC0415

    token = _token(options.token_file)
    _check_tiles(options.tiles)
    named = f"[{options.host}]" if ":" in options.host else options.host
    hosts = (*LOOPBACK, named.lower())
    settings = Settings(db=db, token=token, tiles=options.tiles, hosts=hosts, fuse=fuse_again, queue=queue_now)
    app = make_app(settings)
    with _listening(options.host, options.port) as listening:
        port = listening.getsockname()[1]
        writing = "writing with the token" if token else "read only"
        print(
            f"onrecord: {_shown(db)} at http://{named}:{port}/ ({writing}); Ctrl+C ends it", file=sys.stderr, flush=True
        )
        config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=True, lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _shown(db: Path | str) -> str:
    from onrecord.store.postgres import without_password  # noqa: PLC0415 - as above

    return without_password(db) if isinstance(db, str) else str(db)


def fuse_again(store: Store) -> None:
    """Fuses all stored reports after a decision, by the version that fused them last."""
    from onrecord.run.pipeline import fuse_store  # noqa: PLC0415
    from onrecord.run.stages import load_fusion  # noqa: PLC0415

    fuse_store(store, load_fusion(), store.fused_by() or "")


def queue_now(store: Store) -> tuple[QueueEntry, ...]:
    """The incidents that ask for review, the most urgent first."""
    from onrecord.run.reviewing import queue_of  # noqa: PLC0415
    from onrecord.run.stages import load_fusion  # noqa: PLC0415

    return queue_of(store, load_fusion())


def _token(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a text file with the token alone") from error
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise InputError(
            f"{path}: a token is one word of at least {SHORTEST_TOKEN} ASCII characters; make a random one"
        )
    return token


def _check_tiles(path: Path | None) -> None:
    if path is None:
        return
    try:
        with path.open("rb") as stream:
            is_tiles = stream.read(len(TILES_START)) == TILES_START
    except OSError as error:
        raise InputError(f"no tiles at {path} ({error.strerror}); give a PMTiles file with --tiles") from error
    if not is_tiles:
        raise InputError(f"{path}: no PMTiles file of version 3; give another with --tiles")


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"cannot listen at {host}:{port} ({error.strerror}); give others with --host and --port"
        ) from error
    return listening
