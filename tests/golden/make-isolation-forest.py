# Makes isolation-forest.json anew by scikit-learn: `python3 tests/golden/make-isolation-forest.py`.
import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import IsolationForest

random = numpy.random.RandomState(4)
cluster = random.normal(size=(300, 2)) * [1, 5] + [10, -3]
points = numpy.round(numpy.vstack([cluster, [[10, 30], [18, -3], [10, -3], [13, 8]]]), 3)
cases = []
for sample in (32, 256):
    forest = IsolationForest(n_estimators=3000, max_samples=sample, random_state=1).fit(points)
    cases.append({"sampleSize": sample, "scores": [round(float(s), 5) for s in -forest.score_samples(points)]})
text = json.dumps({"version": "scikit-learn " + sklearn.__version__, "points": points.tolist(), "cases": cases}, separators=(",", ":"))
pathlib.Path(__file__).with_name("isolation-forest.json").write_text(text + "\n")
