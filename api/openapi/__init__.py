"""The API's own description (OpenAPI 3.1), made from the tables that the routes themselves use.

`api.parameters.table` and the route modules' `Parameter` tuples + the vocabularies + `api.http.errors` -> `operations` by topic ->
`document.description` -> `/openapi.json`, and the reference on `/docs`. Pure functions over plain values.
"""
