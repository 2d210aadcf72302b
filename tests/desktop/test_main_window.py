from __future__ import annotations
import time
import pytest
@pytest.mark.parametrize("n", range(60))
def test_x(window, n): 
    assert window.isActiveWindow()
