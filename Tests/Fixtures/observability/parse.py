#!/usr/bin/env python3
"""Reads an exposition on standard input with Prometheus' own client library and prints its series as JSON.

    parse.py openmetrics|prometheus
"""
import json
import sys

from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client import parser as prometheus

reader = {"openmetrics": openmetrics, "prometheus": prometheus}[sys.argv[1]]
families = {}
for family in reader.text_string_to_metric_families(sys.stdin.read()):
    if family.name in families:
        sys.exit(f"error: {family.name} is there twice")
    families[family.name] = {
        "type": family.type, "help": family.documentation, "unit": family.unit,
        "samples": [{"name": s.name, "labels": s.labels, "value": s.value} for s in family.samples],
    }
json.dump(families, sys.stdout)
