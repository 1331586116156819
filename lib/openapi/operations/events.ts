import type { Operations } from './operation'

const order = {
  id: 'evt_123',
  type: 'INSERT',
  table: 'orders',
  schema: 'public',
  timestamp: '2024-01-15T10:30:00Z',
  after: { id: 1001, amount: 99.99, status: 'pending', customer_id: 42 },
}

export const events = {
  'POST /events': {
    id: 'sendEvent',
    summary: 'Send one event',
    description:
      'Takes one row change, in the form shown or in that of any connector DataWatch reads; an array is taken as a batch. ' +
      'The answer comes after the commit: what is accepted survives a crash and is in every metric from then on. The same event ' +
      'again changes nothing and counts under `duplicates`.',
    example: order,
  },
  'POST /events/batch': {
    id: 'sendEvents',
    summary: 'Send events',
    description:
      'Takes an array, `{"events": […]}`, or one event a line (`application/x-ndjson`). Events are judged one by one: bad ones ' +
      'are listed in `errors` and kept as dead letters, the others stored. With `strict=1` one bad event refuses them all.',
    example: { events: [order] },
  },
  'POST /events/inspect': {
    id: 'inspectEvents',
    summary: 'Say what would become of events',
    description: 'Takes what `POST /events/batch` takes and stores nothing.',
    example: { events: [order] },
  },
  'GET /events': {
    id: 'listEvents',
    summary: 'List stored events, newest first',
    description: 'Numbers of rows are answered exactly as they were sent, also where no double holds them.',
  },
  'GET /events/{id}': { id: 'getEvent', summary: 'Read one event', description: 'By its `uid`.' },
  'GET /events/stream': {
    id: 'streamEvents',
    summary: 'Follow events as they are stored',
    description:
      'Server-sent events: `event` with each stored event, `skipped` with how many were left out. It goes on after the one that ' +
      '`Last-Event-ID` or `last_event_id` names.',
  },
  'GET /events/export': { id: 'exportEvents', summary: 'Download stored events' },
  'GET /live': {
    id: 'streamChanges',
    summary: 'Follow what changes',
    description: 'Server-sent events: `change` with the tables and topics of which there is news.',
  },
  'GET /events/dead-letters': { id: 'listDeadLetters', summary: 'List what was refused, newest first' },
  'DELETE /events/dead-letters': {
    id: 'deleteDeadLetters',
    summary: 'Delete dead letters',
    description: 'All that the query chooses; without a query all there are.',
  },
  'GET /events/dead-letters/{id}': { id: 'getDeadLetter', summary: 'Read one dead letter with what was sent' },
  'DELETE /events/dead-letters/{id}': { id: 'deleteDeadLetter', summary: 'Delete one dead letter' },
  'POST /events/dead-letters/{id}/replay': {
    id: 'replayDeadLetter',
    summary: 'Send a dead letter again, mended',
    fails: [409],
  },
  'POST /events/dead-letters/replay': { id: 'replayDeadLetters', summary: 'Send dead letters again' },
} satisfies Operations
