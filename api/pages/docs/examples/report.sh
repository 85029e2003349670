# First create a key, which is shown once: timeline keys create --name "My desk" --scope admin; export TIMELINE_KEY=dt_…
curl --retry 3 'http://127.0.0.1:8080/v1/reports' \
  --header "Authorization: Bearer $TIMELINE_KEY" \
  --header 'Content-Type: application/json' \
  --header 'Idempotency-Key: geneva-2024-03-01' \
  --data '{
    "sources": [{"id": "ministry-2024-03-01", "publisher": "A ministry", "tier": "official", "published_at": "2024-03-01"}],
    "reports": [{
      "source": "ministry-2024-03-01",
      "record": "brussels",
      "event": "blinken-brussels-2024-04",
      "says": {
        "kind": "visit",
        "status": "announced",
        "title": "Secretary Blinken visits Brussels",
        "when": {"edtf": "2024-04-03/2024-04-04"},
        "where": ["brussels"],
        "participants": [{"who": "antony-blinken", "role": "traveller", "presence": "expected"}]
      }
    }]
  }'
