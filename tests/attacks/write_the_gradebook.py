"""Writes into the gradebook and beside it."""
# %% top
import os
import sqlite3

try:
    os.makedirs("OUTSIDE", exist_ok=True)
    with sqlite3.connect("OUTSIDE/gradebook.db") as db:
        db.execute("create table marks (student text, score real)")
    open("OUTSIDE/written", "w").write("x")
    print("written")
except OSError as error:
    print(type(error).__name__)

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
