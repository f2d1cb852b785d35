"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A busy machine must not fail a property: time is measured in bench/, never here.
# What it tries is the same on every run, so that a landing is judged by what its own run showed.
settings.register_profile(
    "unhurried", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
