"""What several areas of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of official test vectors beside the repository; skips where it is absent."""
    if not VECTORS.is_dir():
        pytest.skip("no official test vectors at ../shared/vectors")
    return VECTORS
