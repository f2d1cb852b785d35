from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.store import incident_changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"i1": ["a"]}, []),
        ({"i1": ["a"]}, {"i1": ["a", "b"]}, []),
        ({"i1": ["a"]}, {}, [("dissolved", "i1", ())]),
        ({"i1": ["b"]}, {"i0": ["a", "b"]}, [("renamed", "i1", ("i0",))]),
        ({"i1": ["a"], "i2": ["b"]}, {"i1": ["a", "b"]}, [("merged", "i2", ("i1",))]),
        ({"i1": ["b"], "i2": ["c"]}, {"i0": ["a", "b", "c"]}, [("merged", "i1", ("i0",)), ("merged", "i2", ("i0",))]),
        ({"i1": ["a", "b"]}, {"i1": ["a"], "i2": ["b"]}, [("split", "i1", ("i1", "i2"))]),
        ({"i1": ["b", "c"]}, {"i2": ["b"], "i3": ["c"]}, [("split", "i1", ("i2", "i3"))]),
        ({"i1": ["a", "b"]}, {"i1": ["b"]}, []),
        ({"i1": []}, {"i1": []}, []),
    ],
)
def test_changes(before, after, expected):
    assert [(c.change, c.incident_id, c.successors) for c in incident_changes(before, after)] == expected


ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
REPORTS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["i1", "i2", "i3"]))


def sets(assigned):
    return {i: sorted(r for r, at in assigned.items() if at == i) for i in set(assigned.values())}


@ON_A_BUSY_MACHINE
@given(REPORTS, REPORTS)
def test_every_id_that_disappears_is_logged_and_its_successors_hold_its_reports(before, after):
    old, new = sets(before), sets(after)
    changes = {change.incident_id: change for change in incident_changes(old, new)}
    assert set(old) - set(new) <= set(changes) <= set(old)
    for incident, reports in old.items():
        holders = {after[report] for report in reports if report in after}
        if incident in changes:
            assert set(changes[incident].successors) == holders
        else:
            assert holders <= {incident}


@ON_A_BUSY_MACHINE
@given(REPORTS)
def test_the_same_sets_change_nothing(assigned):
    assert incident_changes(sets(assigned), sets(assigned)) == ()
