"""Running many notebooks at the cost of what differs between them.

`executor.py` is what the rest of the tool sees; `worker.py` is the process that runs cells and forks
where notebooks differ; `shell.py` is the IPython shell in it; `tree.py` says where notebooks differ.
"""
