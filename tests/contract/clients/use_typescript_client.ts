// Uses the types that openapi-typescript makes of /openapi.json: lists visits page by page, reads one event, counts.

import createClient from 'openapi-fetch'
import type { components, paths } from './schema.js'

declare const process: { argv: string[]; exit(code: number): never }

const client = createClient<paths>({ baseUrl: process.argv[2] })

async function everySlug(): Promise<(string | undefined)[]> {
  const slugs: (string | undefined)[] = []
  let cursor: string | undefined
  do {
    const { data, error } = await client.GET('/v1/events.json', { params: { query: { kind: ['visit'], limit: 3, cursor } } })
    if (data === undefined) throw new Error(error.detail)
    slugs.push(...data.events.map((event) => event.slug))
    cursor = data.next === null ? undefined : (new URL(data.next).searchParams.get('cursor') ?? undefined)
  } while (cursor !== undefined)
  return slugs
}

const { data: event } = await client.GET('/v1/events/{key}.json', {
  params: { path: { key: 'blinken-trip-2023-11' }, query: { known_at: '2023-11-28' } },
})
const when: components['schemas']['When'] | undefined = event?.when
const { error: refused } = await client.GET('/v1/events.json', { params: { query: { person: ['no-such-person'] } } })
const { data: statistics } = await client.GET('/v1/statistics', { params: { query: { group_by: 'kind' } } })

// @ts-expect-error: a kind that does not exist is found by the compiler
await client.GET('/v1/events.json', { params: { query: { kind: ['party'] } } })

console.log(
  JSON.stringify({
    visits: await everySlug(),
    status: event?.status,
    first_day: when?.first_day,
    refused: refused?.status,
    kinds: statistics?.rows.length,
  }),
)
