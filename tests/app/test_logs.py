"""The log says where it went wrong, and nothing that a person said."""

import pytest

from app.logs import report_error


def test_an_unexpected_error_is_logged_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("王会计 138****1234 投诉停电")
    except ValueError as error:
        report_error(error)
    logged = capsys.readouterr().err
    assert "kind=ValueError" in logged
    assert "test_logs.py:" in logged
    assert "投诉" not in logged
    assert "王会计" not in logged
