"""The likeliest roles of a cue's tokens as a sequence: what they and their changes score."""

import numpy as np

from claims.extraction.tagger.decoding import CONTENT, NONE, SOURCE, CueReading, best_labels
from claims.extraction.tagger.features import Features

FREE = np.zeros((4, 4))
DEAR = np.where(np.eye(4), 0, -2.0)
NO_FEATURES = Features(*(np.zeros((0, 10), dtype=np.int64) for _ in range(6)))


def reading(*roles: tuple[float, ...]) -> CueReading:
    return CueReading(NO_FEATURES, 0, 0, 0.9, np.array(roles, dtype=np.float32))


LIKELY_CONTENT = (0.1, 0.1, 0.7, 0.1)
LIKELY_NONE = (0.6, 0.1, 0.3, 0.0)


def test_each_token_has_its_likeliest_role_where_changes_cost_nothing():
    (labels,) = best_labels([reading(LIKELY_CONTENT, LIKELY_NONE, LIKELY_CONTENT)], FREE)

    assert labels.tolist() == [CONTENT, NONE, CONTENT]


def test_a_gap_of_one_doubtful_token_closes_where_changes_cost():
    (labels,) = best_labels([reading(LIKELY_CONTENT, LIKELY_NONE, LIKELY_CONTENT)], DEAR)

    assert labels.tolist() == [CONTENT, CONTENT, CONTENT]


def test_a_role_may_score_more_before_one_role_than_before_another():
    changes = FREE.copy()
    changes[SOURCE, CONTENT] = -5
    (labels,) = best_labels([reading((0, 1, 0, 0), (0.45, 0, 0.55, 0))], changes)

    assert labels.tolist() == [SOURCE, NONE]


def test_readings_of_different_lengths_are_decoded_as_if_each_were_alone():
    short = reading(LIKELY_CONTENT, LIKELY_CONTENT)
    long = reading(LIKELY_NONE, *[LIKELY_CONTENT] * 3)
    together = best_labels([short, long], DEAR)

    for alone, labels in zip((short, long), together, strict=True):
        assert labels.tolist() == best_labels([alone], DEAR)[0].tolist()


def test_a_long_run_ends_where_the_next_role_scores_more_in_all():
    (labels,) = best_labels([reading(*[LIKELY_NONE] * 3, *[LIKELY_CONTENT] * 3)], DEAR)

    assert labels.tolist() == [NONE] * 3 + [CONTENT] * 3
