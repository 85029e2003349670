curl --retry 3 'http://127.0.0.1:8080/v1/events/gaza-exchange-2023-11?include=claims&fields=title,contested'
