"""Draws numbers and addresses with an independent library, one a line, for figures.mjs.

pip install faker==40.54.0 && python draw-with-faker.py > drawn.jsonl && node figures.mjs drawn.jsonl
"""

import json

from faker import Faker

WORDS = {"phone": "tel. ", "nl-bsn": "BSN "}
COUNTRIES = ["en_GB", "en_US", "de_DE", "nl_NL", "fr_FR", "es_ES", "it_IT"]


def line(language, kind, value):
    text = f"{WORDS.get(kind, '')}{value} ."
    start = len(WORDS.get(kind, ""))
    print(json.dumps({"language": language, "text": text, "spans": [{"kind": kind, "start": start, "end": start + len(value)}]}))


for country in COUNTRIES:
    fake = Faker(country)
    Faker.seed(7)
    for _ in range(200):
        line(country, "phone", fake.phone_number())
        line(country, "email", fake.email())
        line(country, "iban", fake.iban())
        line(country, "card", fake.credit_card_number())
        if country == "es_ES":
            line(country, "es-dni", fake.nif())
            line(country, "es-dni", fake.nie())
        if country in ("it_IT", "fr_FR", "nl_NL"):
            line(country, {"it_IT": "it-codice-fiscale", "fr_FR": "fr-nir", "nl_NL": "nl-bsn"}[country], fake.ssn())
