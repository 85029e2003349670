address='http://127.0.0.1:8080/calendars/people/antony-blinken.ics'
curl --retry 3 --silent --etag-save calendar.etag --output calendar.ics "$address"
curl --retry 3 --silent --etag-compare calendar.etag --output calendar.ics --write-out '%{http_code}\n' "$address"
