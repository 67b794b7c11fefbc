"""The program's log: structured lines on stderr, without any complaint's text, phone or name."""

from __future__ import annotations

import logging
import sys


def set_up_logs(level: int = logging.WARNING) -> None:
    """Write log lines to stderr as key=value."""
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event")),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def report_error(error: Exception) -> None:
    """Log where an unexpected error arose. Its message may hold a person's words, so only its kind is kept."""
    trace = error.__traceback__
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    # Imported and set up when there is something to log: most commands never have anything.
    import structlog

    if not structlog.is_configured():
        set_up_logs()
    structlog.get_logger().error("unexpected", kind=type(error).__name__, trace=" ".join(places))
