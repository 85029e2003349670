curl --retry 3 'http://127.0.0.1:8080/v1/events?trip=blinken-trip-2023-11&kind=visit&fields=title,when,where'
