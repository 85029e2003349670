import json
from urllib.request import urlopen

address = "http://127.0.0.1:8080/v1/events?person=antony-blinken&sort=-start&limit=5"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for event in page["events"]:
        when = event["when"]
        print(when["first_day"], when["last_day"], event["title"] or event["slug"], sep="  ")
    address = page["next"]
