import { eventFormats } from '@/lib/events/contract'
import { fileKinds } from '@/lib/sources/files/file-kind'
import { parseSpeed } from '@/lib/sources/files/pace'
import { rowTypes } from '@/lib/sources/files/row-types'
import type { Description } from '../description'
import { wholeNumber, words } from '../read-option'

function speed(text: string): number {
  const read = parseSpeed(text)
  if (read !== null) return read
  throw new Error('Expected max, realtime, or a factor such as 10x.')
}

export const ingest: Description = {
  name: 'ingest',
  does: 'sends a file of rows or events: CSV, JSON lines, JSON, packed or not',
  about: `Rows become events of --table; what is an event in one of the senders' formats (native, Debezium, Maxwell, …) is sent as it is. The file is
read as it is sent, so it may be of any size, and a server that cannot take more is waited for.

Every row has an id made from its content and, without --key, from the file's name and its place in it: the same file sent twice counts
once. Stopped or killed, --resume goes on where the server had taken everything.`,
  arguments: [{ name: 'file', does: 'what to send, also .gz or .zst; - is standard input', takes: 'file' }],
  options: [
    { flags: '--table <name>', does: "of rows; else the file's name: orders.csv is of orders" },
    { flags: '--schema <name>', does: 'of rows; public, unless said otherwise' },
    { flags: '--key <columns>', does: 'what tells rows apart, such as id; with commas between', read: words },
    { flags: '--time-column <name>', does: 'the column with the time of a row; else rows count when they are sent' },
    {
      flags: '--type <type>',
      does: 'INSERT: rows that came into being; SNAPSHOT: rows that are there',
      choices: rowTypes,
      default: 'INSERT',
    },
    {
      flags: '--as <kind>',
      does: 'how the file is written; else told by its name and how it begins',
      choices: fileKinds,
    },
    {
      flags: '--format <format>',
      does: 'every value is an event in this format, whatever its shape says',
      choices: eventFormats,
    },
    { flags: '--rows', does: 'every value is a row, whatever its shape says' },
    { flags: '--source <name>', does: 'the source that events are of, where they name none' },
    {
      flags: '--speed <speed>',
      does: 'max, realtime, or a factor such as 10x: events keep the distances of their times',
      default: 'max',
      read: speed,
    },
    {
      flags: '--shift-to-now',
      does: 'with a speed: events happen now, at the pace of their times; each run is new data',
    },
    { flags: '--batch <events>', does: 'at most so many a request', default: '1000', read: wholeNumber(1, 2000) },
    { flags: '--limit <events>', does: 'ends after so many', read: wholeNumber(1) },
    { flags: '--resume', does: 'goes on where an earlier run of the same file ended' },
    {
      flags: '--rejects <file>',
      does: 'where lines go that were rejected, to be mended and sent again',
      takes: 'file',
    },
    { flags: '--dry-run', does: 'reads the file and sends nothing; says what the first events would be' },
    { flags: '--json', does: 'the summary as JSON' },
  ],
  reach: 'remote',
  examples: [
    { run: 'datawatch ingest orders.csv --key id --time-column created_at', does: 'the past of a table' },
    { run: 'zcat changes.ndjson.gz | datawatch ingest - --format debezium', does: 'what a connector wrote' },
    {
      run: 'datawatch ingest orders.csv --time-column created_at --speed 60x --shift-to-now',
      does: 'a day of the past as if it happened now, in 24 minutes',
    },
  ],
  exits: { 1: 'some of it was rejected' },
  load: () => import('../ingest'),
}
