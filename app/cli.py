"""The command line. Heavy parts are imported by the command that needs them, so that --help is quick."""

from __future__ import annotations

import sys

import typer

from app import (
    cli_audit,
    cli_bot,
    cli_campaign,
    cli_cases,
    cli_chat,
    cli_desk,
    cli_files,
    cli_intake,
    cli_model,
    cli_reports,
)

app = typer.Typer(
    name="sujie",
    help="诉接：营商环境诉求受理、分派与督办。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_PARTS = (
    cli_files, cli_campaign, cli_reports, cli_desk, cli_cases, cli_audit, cli_intake, cli_model, cli_chat, cli_bot,
)  # fmt: skip
for part in _PARTS:
    part.register(app)


def main() -> None:
    """Run the command line; whatever is refused is one clear sentence on stderr and exit code 1."""
    from complaints.errors import Conflict, Refused, SujieError

    try:
        app()
    except Refused as refused:
        from bot.say import refusal

        _fail(refusal(refused))
    except Conflict:
        _fail("这件事刚刚被别人改动，请重新查看后再操作。")
    except SujieError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.exit(0)


def _fail(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
