"""A real PostgreSQL for the tests: started from the system's binaries, on a Unix socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    # Nothing here must survive the machine's next start.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    found = [Path(path).resolve().parent for path in (shutil.which("initdb"), shutil.which("pg_ctl")) if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((at for at in found if (at / "initdb").exists() and (at / "pg_ctl").exists()), None)


class PostgresqlServer:
    """The running server; it stops and is removed at the end of its block."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._databases = 0

    def __enter__(self) -> Self:
        # A socket's path may have 107 characters: pytest's own folders are too deep.
        self._folder = Path(tempfile.mkdtemp(prefix="sujie-pg-"))
        if os.getuid() == 0:
            os.chown(self._folder, _unprivileged().pw_uid, _unprivileged().pw_gid)
        try:
            self._run("initdb", "--auth=trust", "--username=sujie", "--encoding=UTF8", "--locale=C", "--no-sync")
            settings = {**_SETTINGS, "unix_socket_directories": str(self._folder)}
            options = " ".join(f"-c {name}={value}" for name, value in settings.items())
            self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self._folder / 'log'}", "-o", options)
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
        finally:
            self._remove()

    def new_database(self) -> str:
        """The address of an empty database."""
        self._databases += 1
        name = f"test_{self._databases}"
        with psycopg.connect(host=str(self._folder), user="sujie", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://sujie@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), f"--pgdata={self._folder / 'data'}", *arguments]
        if os.getuid() == 0:
            # The server refuses to run as root.
            user = _unprivileged()
            command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]
        done = subprocess.run(
            command, check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=60
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(arguments)} failed: {done.stderr}")

    def _remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
