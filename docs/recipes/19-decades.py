# Which tracks does the casebook follow in which decade?
#
# The same tables in pandas (pip install pandas): one call reads a whole list, and a pivot counts
# initiatives by track and decade. The casebook is a chosen sample, so that its decades say what was
# chosen, and nothing about the world.

import os

import pandas

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

rows = pandas.read_csv(
    f"{MTD}/api/v1/involvements/?collection=casebook&format=csv", encoding="utf-8-sig", dtype=str
)
year = rows["Dates"].str.extract(r"(\d{4})")[0].astype(float)  # the first year in an EDTF date
rows["Decade"] = (year // 10 * 10).astype("Int64")
print(
    rows.dropna(subset=["Decade"]).pivot_table(
        index="Track", columns="Decade", values="Initiative (slug)", aggfunc="nunique", fill_value=0
    )
)
