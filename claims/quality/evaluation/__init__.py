"""How good the extraction is: precision, recall and F1 on texts whose statements are known.

``gold`` reads such texts, ``words`` and ``matching`` say what counts as the same, ``extraction``
scores statements, ``speakers`` their speakers, ``calibration`` their confidence;
``report`` prints, ``figures`` stores the figures, ``page`` is their table on /methods/. None of
these needs Django;
``corpus`` does: it takes the texts through recording and resolution and leaves no trace.
docs/evaluation.md defines every figure.
"""
