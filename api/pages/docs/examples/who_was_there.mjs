let answer = await fetch('http://127.0.0.1:8080/v1/events/osce-ministerial-council-2023')
while (answer.status === 429 || answer.status === 503) {
  await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('Retry-After'))))
  answer = await fetch(answer.url)
}
const event = await answer.json()
for (const one of event.participants) {
  console.log(`${one.name} (${one.type}): ${one.role ?? 'role not known'}, ${one.presence ?? 'presence not known'}`)
}
