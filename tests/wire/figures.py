#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The money of real registers, as /figures lists and adds it, against what is counted in their
tables by other means: figures.py BINARY."""
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from wire import BINARY, Claims, Server, check

REGISTERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "registers"
TABLES = {"ba-obras": "ba_obras_2023-11.csv",
          "pgh-capital-projects": "pgh_capital_projects_2020.csv", "uk-gmpp": "uk_gmpp_2021.csv"}
PAGE = 7


def rows(name, encoding, delimiter=","):
    text = (REGISTERS / TABLES[name]).read_text(encoding=encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def pesos(cell):
    """A contract's amount in either notation, or None: the last mark is a decimal one where fewer
    than three digits follow it, the others stand between thousands."""
    text = re.sub(r"\(dic 21\)$", "", cell.strip()).strip(" $")
    if re.fullmatch(r"\d+([.,]\d{1,2})?", text):
        return Decimal(text.replace(",", "."))
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})+([.,]\d{1,2})?", text):
        return None
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", text).groups()
    return Decimal(re.sub("[.,]", "", whole) + ("." + cents if mark else ""))


def contracts():
    """{project: amount} and {project: comuna} of Buenos Aires."""
    amounts, places = {}, {}
    for row in rows("ba-obras", "utf-8"):
        amount = pesos(row["monto_contrato"])
        if amount is not None:
            amounts["ba-obras-" + row["ID"]] = amount
            places["ba-obras-" + row["ID"]] = row["comuna"].strip()
    return amounts, places


def budgets():
    """[(year, status, amount)] of Pittsburgh."""
    return [(row["fiscal_year"], row["status"], Decimal(row["budgeted_amount"]))
            for row in rows("pgh-capital-projects", "utf-8") if row["budgeted_amount"]]


def costs(column):
    """[(category, amount in pounds or None)] of the United Kingdom."""
    return [(row["report_category"], Decimal(row[column].strip("£").replace(",", "")) * 10 ** 6
             if row[column].startswith("£") else None)
            for row in rows("uk-gmpp", "iso-8859-1", ";")]


def sums(pairs):
    added = defaultdict(Decimal)
    for key, amount in pairs:
        added[key] += amount or 0
    return dict(added)


class Register:
    """A server of all three registers in one database."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="groundbreak-figures-")
        database = Path(self.folder.name, "register.db")
        for profile, table in TABLES.items():
            subprocess.run([BINARY, "import", "--db", str(database), "--profile", profile,
                            str(REGISTERS / table)], check=True, capture_output=True)
        self.server = Server(database=database).__enter__()
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        return self

    def __exit__(self, *_):
        self.server.__exit__()
        self.folder.cleanup()

    def text(self, target):
        url = f"http://127.0.0.1:{self.server.port}{target}"
        with self.opener.open(url, timeout=20) as answer:
            return answer.read().decode("utf-8")

    def get(self, target):
        return json.loads(self.text(target), parse_float=Decimal)

    def groups(self, query, *columns):
        """The groups of an aggregate by the values of these columns."""
        return {tuple(row[name] for name in columns) if len(columns) > 1 else row[columns[0]]: row
                for row in self.get("/figures/aggregate?" + query)["data"]}


def exact(row):
    """The sum of a group, which must be exact."""
    total = row["figure"]["sum"]
    check(total["qualifier"] == "exact" and total["low"] == total["high"], total)
    return total["low"]


def same(found, expected):
    check(found == expected, f"{found}, not {expected}")


def the_greatest_contracts_of_buenos_aires_are_those_of_its_table(register):
    amounts, _ = contracts()
    expected = sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))[:5 * PAGE]
    target = (f"/figures?measure=contract_value&figure_unit=ARS&sort=-figure&limit={PAGE}"
              "&fields=project,figure")
    found = []
    while len(found) < len(expected):
        page = register.get(target)
        found += [(row["project"], row["figure"]["low"]) for row in page["data"]]
        target = page["links"]["next"]
    same([amount for _, amount in found], [amount for _, amount in expected])
    same(sorted(found), sorted(expected))
    same(page["meta"]["total"], len(amounts))


def ranges_of_amounts_count_what_lies_in_them(register):
    amounts = contracts()[0].values()
    for query, holds in (
            ("figure__gt=1000000000", lambda amount: amount > 10 ** 9),
            ("figure__lt=1000000", lambda amount: amount < 10 ** 6),
            ("figure__between=1000000..5000000.50",
             lambda amount: 10 ** 6 <= amount <= Decimal("5000000.5"))):
        total = register.get(f"/figures?limit=0&figure_unit=ARS&{query}")["meta"]["total"]
        same(total, sum(map(holds, amounts)))


def contracts_add_up_by_district_and_in_all(register):
    amounts, places = contracts()
    all_of_it = register.groups("group_by=measure&figure_unit=ARS", "measure")["contract_value"]
    same((exact(all_of_it), all_of_it["count"]), (sum(amounts.values()), len(amounts)))
    expected = sums((places[project], amount) for project, amount in amounts.items())
    districts = register.groups("group_by=district&figure_unit=ARS", "district")
    for number in range(1, 16):
        same(exact(districts[f"buenos-aires-comuna-{number}"]), expected[str(number)])
    same(sum(map(exact, districts.values())), sum(amounts.values()))


def every_row_of_an_export_is_a_figure_of_the_table(register):
    lines = register.text("/figures.ndjson?source=ba-obras").splitlines()
    found = {row["project"]: row["figure"]["low"]
             for row in (json.loads(line, parse_float=Decimal) for line in lines)}
    same(found, contracts()[0])
    table = csv.DictReader(io.StringIO(register.text("/figures.csv?source=ba-obras"), newline=""))
    same({row["project"]: Decimal(row["figure_low"]) for row in table}, found)


def budgets_of_several_years_are_added_year_by_year_alone(register):
    whole = register.groups("group_by=measure&source=pgh-capital-projects", "measure")
    same(whole["planned_investment"]["mixed"], ["period"])
    same(whole["planned_investment"]["figure"], None)
    years = register.groups("group_by=period,stage&source=pgh-capital-projects", "period")
    same({year: exact(row) for year, row in years.items()},
         sums((year, amount) for year, _, amount in budgets()))
    same(sum(row["count"] for row in years.values()), len(budgets()))
    done = register.groups("group_by=period&source=pgh-capital-projects&status=completion",
                           "period")
    same({year: exact(row) for year, row in done.items()},
         sums((year, amount) for year, status, amount in budgets() if status == "Completed"))


def what_the_united_kingdom_withholds_makes_sums_at_least(register):
    whole_life = costs("wlc_baseline_incl_NCG")
    row = register.groups("group_by=measure&source=uk-gmpp", "measure")["total_investment"]
    same((row["count"], row["n_missing"]),
         (len(whole_life), sum(amount is None for _, amount in whole_life)))
    total = row["figure"]["sum"]
    same((total["qualifier"], total["low"], total["high"]),
         ("at_least", sum(amount for _, amount in whole_life if amount), None))
    names = register.groups("group_by=category&measure=total_investment&source=uk-gmpp",
                            "category_name_en")
    same({name: row["figure"]["sum"]["low"] for name, row in names.items()}, sums(whole_life))


def a_forecast_is_not_added_to_the_baseline(register):
    query = "group_by=stage&measure=planned_investment&source=uk-gmpp"
    preferred = register.groups(query, "stage")
    same(list(preferred), ["budgeted"])
    others = register.groups(query + "&preferred=false", "stage")
    same(list(others), ["revised"])
    for row, column in ((preferred["budgeted"], "total_baseline"),
                        (others["revised"], "yearly_forecast")):
        same(row["figure"]["sum"]["low"], sum(amount or 0 for _, amount in costs(column)))
    both = register.groups(query.replace("stage", "measure") + "&preferred__null=false", "measure")
    same((both["planned_investment"]["mixed"], both["planned_investment"]["figure"]),
         (["stage"], None))


def three_currencies_are_never_one_sum(register):
    row = register.groups("group_by=measure", "measure")["planned_investment"]
    same(row["figure"], None)
    units = register.groups("group_by=figure_unit&stage=contracted", "figure_unit")
    same(list(units), ["ARS"])
    same(exact(units["ARS"]), sum(contracts()[0].values()))
    try:
        register.get("/figures?sort=-figure")
    except urllib.error.HTTPError as refusal:
        same(json.load(refusal)["code"], "ambiguous_unit")
    else:
        check(False, "amounts of three currencies were compared")


claims = Claims()
held = [the_greatest_contracts_of_buenos_aires_are_those_of_its_table,
        ranges_of_amounts_count_what_lies_in_them, contracts_add_up_by_district_and_in_all,
        every_row_of_an_export_is_a_figure_of_the_table,
        budgets_of_several_years_are_added_year_by_year_alone,
        what_the_united_kingdom_withholds_makes_sums_at_least,
        a_forecast_is_not_added_to_the_baseline, three_currencies_are_never_one_sum]
if not REGISTERS.is_dir():
    print("1..0 # SKIP ../shared/data/registers is not at hand")
    sys.exit(0)
with Register() as register:
    for claim in held:
        claims.claim(claim, register)
claims.end()
