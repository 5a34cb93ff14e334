#!/usr/bin/env python3
"""Derives units.tsv and former_wards.tsv from the wheel of vietnamadminunits 1.0.4 (MIT).

    pip download --no-deps vietnamadminunits==1.0.4
    python3 derive.py vietnamadminunits-1.0.4-py3-none-any.whl

Both files are written beside this script. The same wheel gives the same bytes. README.md says what
they hold. The two take their names from different files of the wheel (dataset.db, and the parser's
JSON), so that the second can bear witness against the first.
"""

import collections
import hashlib
import json
import pathlib
import re
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile

DATA = "vietnamadminunits/data/"
WHEEL_SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
HERE = pathlib.Path(__file__).parent

KINDS = {
    "tỉnh": "T", "thành phố": "C", "quận": "Q", "huyện": "H", "thị xã": "S",
    "phường": "P", "xã": "X", "thị trấn": "B", "đặc khu": "K",
}
COUNTS = {"present provinces": 34, "present communes": 3321, "former wards": 10040, "divided wards": 471}

# Names of a province that the data set does not know, by its key there.
PROVINCE_ALIASES = {
    # A province until 31 December 2024 (Nghị quyết 175/2024/QH15).
    "thanhphohue": ["T:thuathienhue", "tthue"],
    "tinhbariavungtau": ["brvt"],
}

# Names of a ward that the data set does not know, by its keys there.
WARD_ALIASES = {
    # Hải Châu I and II became one ward on 1 January 2025.
    "thanhphodanang_quanhaichau_phuonghaichau": ["P:haichau1", "P:haichau2"],
    # So spelled in the statistics office's list of 2021.
    "tinhdaknong_huyendaksong_xadakndrung": ["X:dakndung"],
}

HEADER = """\
# Present administrative units of Viet Nam (1 July 2025) and the former ones that became them.
# Made by derive.py, not by hand; README.md beside it explains the lines.
# Data: vietnamadminunits 1.0.4, https://pypi.org/project/vietnamadminunits/1.0.4/
# MIT License, Copyright (c) 2025 Tran Ngoc Minh Hieu
"""
WITNESS_HEADER = """\
# Every former ward and the codes of the communes that it may have become: ward, district, province,
# codes. An empty cell repeats the one above; a ward "-" is a district that had none.
# Made by derive.py, for tests. Data: vietnamadminunits 1.0.4, MIT License,
# Copyright (c) 2025 Tran Ngoc Minh Hieu
"""


def fold(text):
    """Lower case, without diacritics, spaces and signs."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in bare if c.isascii() and c.isalnum())


def split_kind(full):
    """("P", "Phúc Xá") of "Phường Phúc Xá". The data set's own column of kinds is wrong in 7 rows."""
    for kind, letter in KINDS.items():
        if full.lower().startswith(kind + " "):
            return letter, full[len(kind) + 1:]
    sys.exit(f"a unit of no known kind: {full}")


def split_key(key, kinds):
    """("Q", "9") of "quan9"; the letter is empty when the key names no kind of `kinds`."""
    for kind in kinds:
        prefix = fold(kind)
        if key.startswith(prefix) and len(key) > len(prefix):
            return KINDS[kind], key[len(prefix):]
    return "", key


def aliases(column, own, kinds, short):
    """Former names in a column of the data set, without the spellings that the program finds itself."""
    keys = [fold(key) for key in json.loads(column or "[]")]
    full = {fold(kind) for kind in kinds}
    found = {}
    for key in keys:
        spelled_out = any(prefix + key in keys for prefix in full)
        abbreviated = re.fullmatch(short, key)
        if spelled_out or abbreviated:
            continue
        letter, name = split_key(key, kinds)
        if letter == "" and key.startswith("tt"):
            letter, name = "B", key[2:]
        if name != own and not name.startswith("0"):
            found[f"{letter}:{name}" if letter else name] = None
    return list(found)


WARD_KINDS = ["thị trấn", "phường", "xã"]
DISTRICT_KINDS = ["thành phố", "thị xã", "quận", "huyện"]
WARD_SHORT = r"(p|f|ward)\d+"
DISTRICT_SHORT = r"(q|district)\d+|(tx|tp).*|.*thixa"


class Source:
    """What the wheel holds."""

    def __init__(self, wheel):
        if hashlib.sha256(pathlib.Path(wheel).read_bytes()).hexdigest() != WHEEL_SHA256:
            sys.exit("another wheel than the one this script was written for")
        with zipfile.ZipFile(wheel) as archive:
            self.converter, self.present, self.legacy = (
                json.loads(archive.read(f"{DATA}{name}.json"))
                for name in ("converter_2025", "parser_from_2025", "parser_legacy"))
            with tempfile.TemporaryDirectory() as folder:
                base = sqlite3.connect(archive.extract(DATA + "dataset.db", folder))
                base.row_factory = sqlite3.Row
                self.units = base.execute("SELECT * FROM admin_units ORDER BY rowid").fetchall()
                self.former = base.execute("SELECT * FROM admin_units_legacy ORDER BY rowid").fetchall()
                base.close()

    def successors(self):
        """Key of a former ward -> (present province's key, its communes' keys, the likeliest first)."""
        found = {}
        for province, communes in self.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for commune, wards in communes.items():
                for ward in wards:
                    found[ward] = (province, [commune])
        for province, wards in self.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for ward, parts in wards.items():
                if ward in found:
                    sys.exit(f"whole and divided: {ward}")
                parts = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
                found[ward] = (province, [part["newWardKey"] for part in parts])
        return found

    def moved(self):
        """(province's key, district's key) -> keys of districts whose wards are now in that district."""
        found = collections.defaultdict(list)
        for province, districts in self.legacy["DICT_PROVINCE_DISTRICT_DIVIDED"].items():
            for former, parts in districts.items():
                for district in parts["districts"]:
                    if district != former and split_key(former, DISTRICT_KINDS)[0]:
                        found[province, district].append(former)
        return found


def ward_key(row):
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def grouped(rows, column):
    groups = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups.values()


def present_lines(source):
    for rows in grouped(source.units, "provinceKey"):
        kind, name = split_kind(rows[0]["province"])
        yield ["N", rows[0]["provinceCode"], kind, name]
        for row in rows:
            kind, name = split_kind(row["ward"])
            yield ["n", row["wardCode"], kind, name]


def former_lines(source):
    provinces = {row["provinceKey"]: row["provinceCode"] for row in source.units}
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in source.units}
    successors, moved = source.successors(), source.moved()
    for in_province in grouped(source.former, "provinceKey"):
        key = in_province[0]["provinceKey"]
        kind, name = split_kind(in_province[0]["province"])
        others = json.loads(in_province[0]["provinceAlias"] or "[]") + PROVINCE_ALIASES.get(key, [])
        successor = {successors[ward_key(row)][0] for row in in_province}
        yield ["F", provinces[successor.pop()], kind, name, " ".join(others)]
        if successor:
            sys.exit(f"divided among provinces: {key}")
        for rows in grouped(in_province, "districtKey"):
            yield district_line(rows[0], moved)
            for row in rows:
                yield ward_line(row, successors, codes)


def district_line(row, moved):
    kind, name = split_kind(row["district"])
    others = aliases(row["districtAlias"], fold(name), DISTRICT_KINDS, DISTRICT_SHORT)
    # The same name with another kind is another district's name here, and must be told.
    for key in json.loads(row["districtAlias"] or "[]"):
        letter, short = split_key(key, DISTRICT_KINDS)
        if letter and short == fold(name):
            others.append(f"{letter}:{short}")
    for key in moved[row["provinceKey"], row["districtKey"]]:
        letter, short = split_key(key, DISTRICT_KINDS)
        others.append(f"{letter}:{short}")
    return ["D", kind, name, " ".join(others)]


def ward_line(row, successors, codes):
    province, communes = successors[ward_key(row)]
    targets = " ".join(codes[province, commune] for commune in communes)
    if row["ward"] is None:
        return ["w", "-", "-", targets, ""]
    kind, name = split_kind(row["ward"])
    others = aliases(row["wardAlias"], fold(name), WARD_KINDS, WARD_SHORT)
    others += WARD_ALIASES.get(ward_key(row), [])
    return ["w", kind, name, targets, " ".join(others)]


def witness_lines(source):
    """From the parser's JSON, walked from the present communes back to the former wards."""
    legacy, present = source.legacy, source.present
    codes = {}
    for part in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province, wards in present[part].items():
            for key, ward in wards.items():
                codes[province, fold(key), ward["ward"]] = ward["wardCode"]
    by_key = collections.defaultdict(list)
    for (province, key, _), code in codes.items():
        by_key[province, key].append(code)
    names = legacy_names(legacy)
    became = collections.defaultdict(list)
    for key, (province, communes) in source.successors().items():
        for commune in communes:
            became[key] += exact_codes(codes, by_key, province, commune)
    above = (None, None)
    for key in sorted(became):
        province, district, _ = key.split("_")
        ward = names.get(key, "-")
        cells = (legacy["DICT_PROVINCE_DISTRICT"][province][district]["district"],
                 legacy["DICT_PROVINCE"][province]["province"])
        shown = ["" if new == old else new for new, old in zip(cells, above)]
        above = cells
        yield [ward, *shown, " ".join(sorted(became[key]))]


def legacy_names(legacy):
    """Key of a former ward -> its full name. Keys with diacritics are those of wards that only they tell apart."""
    names = {}
    for part in ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED"):
        for province, districts in legacy[part].items():
            for district, wards in districts.items():
                for key, ward in wards.items():
                    names[f"{province}_{district}_{key}"] = ward["ward"]
    return names


def exact_codes(codes, by_key, province, commune):
    """The code of a commune's key, which has diacritics where two communes differ by them alone."""
    found = by_key[province, fold(commune)]
    if len(found) > 1:
        found = [code for (p, _, name), code in codes.items()
                 if p == province and name.lower().replace(" ", "") == commune]
    if len(found) != 1:
        sys.exit(f"no one commune: {province} {commune}")
    return found


def check(lines):
    wards = [line for line in lines if line[0] == "w"]
    counts = {
        "present provinces": sum(line[0] == "N" for line in lines),
        "present communes": sum(line[0] == "n" for line in lines),
        "former wards": len(wards),
        "divided wards": sum(" " in line[3] for line in wards),
    }
    if counts != COUNTS:
        sys.exit(f"counted {counts}, not {COUNTS}")


def write(name, header, lines):
    text = header + "".join("\t".join(line).rstrip("\t") + "\n" for line in lines)
    (HERE / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8", newline="\n")
    print(f"{name}: {len(text.encode())} bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = Source(sys.argv[1])
    lines = [*present_lines(source), *former_lines(source)]
    check(lines)
    write("units.tsv", HEADER, lines)
    write("former_wards.tsv", WITNESS_HEADER, list(witness_lines(source)))


if __name__ == "__main__":
    main()
