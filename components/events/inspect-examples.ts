import type { EventFormat } from '@/lib/events/contract'

/** A message as a sender would post it, to try; `format` is what it should be recognised as. */
export type Example = { name: string; format: EventFormat; text: string }

const pretty = (value: unknown) => JSON.stringify(value, null, 2)
const order = { id: 1001, amount: '99.90', status: 'paid', channel: 'web', customer_id: 42 }

export const examples: readonly Example[] = [
  {
    name: 'An event',
    format: 'native',
    text: pretty({
      id: 'evt_1',
      type: 'UPDATE',
      table: 'orders',
      schema: 'public',
      timestamp: '2026-01-15T10:30:00Z',
      before: { ...order, status: 'pending' },
      after: order,
    }),
  },
  {
    name: 'A batch with mistakes',
    format: 'native',
    text: pretty([
      { type: 'INSERT', table: 'orders', timestamp: '2026-01-15T10:30:00Z', after: order },
      { type: 'UPSERT', table: 'orders', timestamp: '2026-01-15T10:30:01Z', after: order },
      { type: 'INSERT', table: 'orders', timestamp: '15/01/2026', after: order },
      { type: 'DELETE', table: 'orders', timestamp: '2026-01-15T10:30:03Z', before: order },
    ]),
  },
  {
    name: 'One event a line',
    format: 'native',
    text: ['pending', 'paid', 'shipped']
      .map((status, second) =>
        JSON.stringify({
          type: 'UPDATE',
          table: 'orders',
          timestamp: `2026-01-15T10:30:0${second}Z`,
          after: { ...order, status },
        }),
      )
      .join('\n'),
  },
  {
    name: 'Debezium',
    format: 'debezium',
    text: pretty({
      before: { id: 1001 },
      after: order,
      source: {
        version: '3.2.0.Final',
        connector: 'postgresql',
        name: 'shop',
        ts_ms: 1_768_473_000_000,
        snapshot: 'false',
        db: 'shop',
        schema: 'public',
        table: 'orders',
        txId: 771,
        lsn: 24_023_128,
      },
      op: 'u',
      ts_ms: 1_768_473_000_420,
      transaction: null,
    }),
  },
  {
    name: 'Maxwell',
    format: 'maxwell',
    text: pretty({
      database: 'shop',
      table: 'orders',
      type: 'update',
      ts: 1_768_473_000,
      xid: 8123,
      commit: true,
      data: order,
      old: { status: 'pending' },
    }),
  },
  {
    name: 'wal2json',
    format: 'wal2json',
    text: pretty({
      action: 'U',
      schema: 'public',
      table: 'orders',
      timestamp: '2026-01-15 10:30:00.1+00',
      columns: [
        { name: 'id', type: 'integer', value: 1001 },
        { name: 'amount', type: 'numeric(12,2)', value: 99.9 },
        { name: 'status', type: 'text', value: 'paid' },
      ],
      identity: [{ name: 'id', type: 'integer', value: 1001 }],
    }),
  },
  {
    name: 'Canal',
    format: 'canal',
    text: pretty({
      id: 3,
      database: 'shop',
      table: 'orders',
      pkNames: ['id'],
      isDdl: false,
      type: 'UPDATE',
      es: 1_768_473_000_000,
      ts: 1_768_473_000_300,
      sql: '',
      sqlType: { id: 4, amount: 3, status: 12 },
      mysqlType: { id: 'int', amount: 'decimal(12,2)', status: 'varchar(20)' },
      data: [{ id: '1001', amount: '99.90', status: 'paid' }],
      old: [{ status: 'pending' }],
    }),
  },
  {
    name: 'Sequin',
    format: 'sequin',
    text: pretty({
      record: order,
      changes: { status: 'pending' },
      action: 'update',
      metadata: {
        table_schema: 'public',
        table_name: 'orders',
        commit_timestamp: '2026-01-15T10:30:00Z',
        commit_lsn: 24_023_128,
        commit_idx: 0,
        idempotency_key: 'MjQwMjMxMjg6MA==',
        database_name: 'shop',
      },
    }),
  },
  {
    name: 'Supabase webhook',
    format: 'supabase',
    text: pretty({
      type: 'UPDATE',
      table: 'orders',
      schema: 'public',
      record: order,
      old_record: { ...order, status: 'pending' },
    }),
  },
]
