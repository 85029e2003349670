"""The API's own description (OpenAPI 3.1).

Each group of addresses declares `SHAPES` and `OPERATIONS` -> `document.description` -> `/openapi.json` and `/docs`.
Parameters, vocabularies, limits and errors come from the tables that the code itself uses. Pure functions.
"""
