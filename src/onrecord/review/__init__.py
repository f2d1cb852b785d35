"""What reviewers write becomes judgements; what is most in need of review comes first."""

from onrecord.review.judging import judge_actors, judge_pair, judge_remark, judge_undo, judge_value
from onrecord.review.queue import QueueEntry, review_queue
from onrecord.review.values import parse_value

__all__ = [
    "QueueEntry",
    "judge_actors",
    "judge_pair",
    "judge_remark",
    "judge_undo",
    "judge_value",
    "parse_value",
    "review_queue",
]
