import { parseMessages } from '@/lib/events/parse'

/** What a message of the log holds: messages as any sender posts them, and what names its delivery where its publisher says so. */
export type Read = { messages: unknown[]; seed: string | undefined }

type Carried = { data: Uint8Array; headers?: { get(name: string): string } }

const decoder = new TextDecoder()
const shownOfUnread = 200

/**
 * Reads one message of the log as `POST /events` reads a body. What is no JSON, or larger than `maxBytes`, is a text: ingestion refuses
 * it, and keeps it as a dead letter.
 */
export function readMessage({ data, headers }: Carried, maxBytes: number): Read {
  const id = headers?.get('Nats-Msg-Id') ?? ''
  const seed = id === '' ? undefined : id
  if (data.byteLength > maxBytes) {
    const start = decoder.decode(data.subarray(0, shownOfUnread))
    return { messages: [`${data.byteLength} bytes, beyond ingest.max_unpacked_bytes: ${start}`], seed }
  }
  const text = decoder.decode(data)
  try {
    return { messages: parseMessages(text, false).messages, seed }
  } catch {
    return { messages: [text.slice(0, shownOfUnread)], seed }
  }
}
