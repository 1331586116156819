import { batchUrl, type Recipe } from './recipe'

export const http: Recipe = {
  id: 'http',
  title: 'Plain HTTP',
  hint: 'Anything that can post JSON',
  notes: [
    'The answer comes after the commit. 429 and 503 say when to come back (Retry-After); sending the same id again counts once.',
    'A batch that parses is answered 202, and what was bad in it is listed.',
  ],
  blocks: [
    {
      label: 'One change',
      language: 'bash',
      code: (place) => `curl --fail-with-body --retry 5 -X POST "${batchUrl(place)}" \\
  -H "Authorization: Bearer ${place.key}" \\
  -H "Content-Type: application/json" \\
  -d '[{
    "id": "evt_1",
    "type": "INSERT",
    "table": "orders",
    "schema": "public",
    "timestamp": "'"$(date -u +%FT%TZ)"'",
    "after": { "id": 1001, "amount": 99.99, "status": "pending" }
  }]'`,
    },
  ],
}
