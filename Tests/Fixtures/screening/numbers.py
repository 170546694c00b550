"""Texts with phone numbers and bank accounts in them, and where: an oracle for the screening rules.

    python3 -m venv v && v/bin/pip install phonenumbers==9.0.43 python-stdnum==2.2 && v/bin/python numbers.py > numbers.json

The numbers are random; valid is what these two libraries call valid.
"""
import json
import random

import phonenumbers
from phonenumbers import PhoneNumberFormat as Format
from stdnum import iban

random.seed(20261125)
FRAMES = [("Appelez-moi au {} s'il vous plaît.", "fr"), ("رقمي هو {} وشكرا", "ar"), ("My number: {}", "en"), ("{}", "fr"),
          ("tél.{}, merci", "fr"), ("({})", "es"), ("⵿ {} ⴰⵣⵓⵍ", "zgh")]
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def framed(number: str, code: str) -> dict:
    frame, language = random.choice(FRAMES)
    start = frame.index("{}")
    return {"text": frame.format(number), "language": language, "start": start, "end": start + len(number), "code": code}


def phones() -> list[dict]:
    rows = []
    regions = [("MA", "ma")] * 6 + [(r, "international") for r in ("FR", "ES", "GB", "DE", "US", "BE", "DZ", "SA")]
    while len(rows) < 240:
        region, code = random.choice(regions)
        digits = "".join(random.choice("0123456789") for _ in range(random.choice((9, 9, 10))))
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number) or number.country_code != phonenumbers.country_code_for_region(region):
            continue
        forms = [Format.E164, Format.INTERNATIONAL] + ([Format.NATIONAL] * 2 if region == "MA" else [])
        text = phonenumbers.format_number(number, random.choice(forms))
        if region == "MA":
            national = "0" + phonenumbers.national_significant_number(number)
            text = random.choice([
                text, text, national, " ".join(national[i:i + 2] for i in range(0, 10, 2)),
                ".".join(national[i:i + 2] for i in range(0, 10, 2)), "00212" + national[1:], "+212 (0)" + national[1:],
                national.translate(ARABIC)])
        rows.append(framed(text, code))
    return rows


def accounts() -> tuple[list[dict], list[dict]]:
    shapes = {"MA": 24, "FR": 23, "ES": 20, "DE": 18, "BE": 12, "TN": 20, "SA": 20, "IT": None, "GB": None}
    valid, broken = [], []
    while len(valid) < 120:
        country, length = random.choice(list(shapes.items()))
        digits = "".join(random.choice("0123456789") for _ in range(length or 0))
        if country == "IT":
            digits = "X" + "".join(random.choice("0123456789") for _ in range(22))
        if country == "GB":
            digits = "WEST" + "".join(random.choice("0123456789") for _ in range(14))
        number = country + iban.calc_check_digits(country + "00" + digits) + digits
        if not iban.is_valid(number, check_country=False):
            continue
        text = random.choice([number, iban.format(number), number.lower()])
        valid.append(framed(text, country.lower()))
        place = random.randrange(6, len(number))
        other = random.choice([d for d in "0123456789" if d != number[place]])
        damaged = number[:place] + other + number[place + 1:]
        if number[place].isdigit() and not iban.is_valid(damaged, check_country=False):
            broken.append({"text": "compte " + damaged, "language": "fr"})
    return valid, broken


VALID, BROKEN = accounts()
print(json.dumps({"phones": phones(), "accounts": VALID, "broken_accounts": BROKEN}, ensure_ascii=False, indent=0))
