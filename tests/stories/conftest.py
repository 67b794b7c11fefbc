"""The whole program on a trained model."""

from tests.trained import data_folder, sujie

__all__ = ["data_folder", "sujie"]
