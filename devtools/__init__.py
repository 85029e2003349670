"""What `dev.py` is made of: standard library only, so that a fresh clone needs nothing but Python.

`programs` starts programs, `environment` makes `.venv`, `machine` finds the system packages that are missing, `checks`
runs the static checks and the formatters, `fast` names the tests of `dev.py test --fast`.
"""
