"""Judges the public API by its own description: openapi-spec-validator, then schemathesis with all its checks.

    conformance.py URL RECEIPT-TOKEN FOLDER

Prints what schemathesis says; exits with its code."""
import json
import pathlib
import subprocess
import sys
import urllib.request

from openapi_spec_validator import validate

url, token, folder = sys.argv[1:4]
validate(json.load(urllib.request.urlopen(url + "/openapi.json")))
configuration = pathlib.Path(folder) / "schemathesis.toml"
# A request that is well-formed may still be refused with 422: which bills exist, which addresses the public can reach and which
# characters a text may have is not for a schema to say. Each such refusal must be one that is described all the same.
configuration.write_text(f"""
[parameters]
bill = "pl-03-25"
token = "{token}"

[checks]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422", "429", "5xx"]
""")
result = subprocess.run(
    [str(pathlib.Path(sys.executable).parent / "schemathesis"), "--config-file", str(configuration), "run", url + "/openapi.json",
     "--checks", "all", "--max-examples", "4", "--seed", "20261125", "--generation-deterministic", "--phases", "examples,coverage,fuzzing",
     "--max-time", "45", "--no-color"], cwd=folder, capture_output=True, text=True)
print(result.stdout[-6000:], result.stderr[-2000:])
sys.exit(result.returncode)
