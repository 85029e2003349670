curl --retry 3 'http://127.0.0.1:8080/v1/statistics?group_by=country&unit=stays&person=antony-blinken&from=2023-11-27&to=2023-12-03'
