"""Databases for tests: the fixtures of tests/conftest.py take them from here.

Data flow: installed PostgreSQL binaries (postgresql_binaries) -> a private cluster (postgresql_cluster) -> `Databases`
(databases), which makes a fresh database for each test on either engine, empty or as a copy of a prepared one.
Leaves to others: tables and migrations; nothing here knows our schema.
"""
