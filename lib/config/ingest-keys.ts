import { z } from 'zod'
import { bytes, duration, integer } from './fields'

const MiB = 1024 ** 2
const most = 16 * 1024 * MiB

export const ingest = z
  .strictObject({
    max_body_bytes: bytes(1024, 512 * MiB)
      .default(5 * MiB)
      .describe('A body as it is sent.'),
    max_unpacked_bytes: bytes(1024, 1024 * MiB)
      .default(10 * MiB)
      .describe('A body once it is unpacked.'),
    max_events: integer(1, 100_000).default(2000).describe('Events of a request.'),
    max_event_bytes: bytes(256, 64 * MiB)
      .default(MiB)
      .describe('An event as JSON.'),
    max_depth: integer(2, 1000).default(32).describe('How deep the values of an event may lie in each other.'),
    max_keys: integer(1, 100_000).default(2000).describe('Keys of an object.'),
    max_id_length: integer(16, 1000).default(255).describe('Characters of an id.'),
    body_timeout: duration('100ms', '10m').default(10_000).describe('The longest time without a byte of the body.'),
    body_deadline: duration('1s', '1h').default(30_000).describe('The longest time for the whole body.'),
    answer_timeout: duration('1s', '10m')
      .default(15_000)
      .describe('How long a sender waits for the commit; then it is asked to come back.'),
    max_requests: integer(1, 100_000).default(1000).describe('Requests being answered at once.'),
    max_reading_bytes: bytes(1024, most)
      .default(64 * MiB)
      .describe('Bytes of bodies that are being read at once.'),
    max_handling_bytes: bytes(1024, most)
      .default(16 * MiB)
      .describe('Bytes of bodies that were read and are not answered yet.'),
    queue_events: integer(1, 10_000_000)
      .default(20_000)
      .describe('Events that wait for their commit; beyond, senders are asked to come back later.'),
    queue_bytes: bytes(1024, most)
      .default(64 * MiB)
      .describe('Bytes of events that wait for their commit.'),
    group_events: integer(1, 100_000).default(5000).describe('Events that are committed together at most.'),
  })
  .prefault({})
  .describe(
    'What senders may send, and how much of it at once. What each limit answers: [Operating](../guides/operating.md#limits-of-ingestion).',
  )
