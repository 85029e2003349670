import json
import time
from urllib.error import HTTPError
from urllib.request import urlopen

address = "http://127.0.0.1:8080/v1/events?person=antony-blinken&sort=-start&limit=5"
while address:
    try:
        with urlopen(address) as answer:
            page = json.load(answer)
    except HTTPError as error:
        if error.code not in (429, 503):
            raise
        time.sleep(int(error.headers["Retry-After"]))
        continue
    for event in page["events"]:
        when = event["when"]
        print(when["first_day"], when["last_day"], event["title"] or event["slug"], sep="  ")
    address = page["next"]
