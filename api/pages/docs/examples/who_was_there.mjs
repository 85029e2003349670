const answer = await fetch('http://127.0.0.1:8080/v1/events/osce-ministerial-council-2023')
const event = await answer.json()
for (const one of event.participants) {
  console.log(`${one.name} (${one.type}): ${one.role ?? 'role not known'}, ${one.presence ?? 'presence not known'}`)
}
