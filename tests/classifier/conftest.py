from __future__ import annotations

import pytest

from classifier.model import Model
from tests.classifier.small import WORDS, examples


@pytest.fixture(scope="session")
def model() -> Model:
    """A model of the small world, trained once: no test changes it."""
    return Model.train(examples(), words=WORDS, precision=0.8)
