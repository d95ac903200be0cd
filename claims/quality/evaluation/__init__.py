"""How good the extraction is: its findings held against texts whose statements are known.

``gold`` reads such texts, ``words`` and ``matching`` say what counts as the same, ``extraction``
scores statements, ``speakers`` whose they are, ``calibration`` whether confidence tells the truth;
``report`` prints, ``figures`` keeps the figures that /methods/ shows. None of these needs Django;
``corpus`` does: it takes the texts through recording and resolution and leaves no trace.
docs/evaluation.md defines every figure.
"""
