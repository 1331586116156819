type Row = Record<string, unknown>

export const postgresSource = (more: Row = {}) => ({
  version: '3.2.1.Final',
  connector: 'postgresql',
  name: 'shopsrv',
  ts_ms: 1_932_000_000_000,
  snapshot: 'false',
  db: 'shop',
  sequence: '["4711","4712"]',
  schema: 'sales',
  table: 'items',
  txId: 611,
  lsn: 25_311_040,
  xmin: null,
  ...more,
})

export const mysqlSource = (more: Row = {}) => ({
  version: '3.2.1.Final',
  connector: 'mysql',
  name: 'warehouse',
  ts_ms: 1_932_000_000_000,
  snapshot: 'false',
  db: 'stock',
  table: 'parts',
  server_id: 184_054,
  gtid: null,
  file: 'mysql-bin.000021',
  pos: 4127,
  row: 0,
  thread: 7,
  query: null,
  ...more,
})

/** The payload of an INSERT into `sales.items`, unless told otherwise. */
export const change = (more: Row = {}) => ({
  before: null,
  after: { id: 31, qty: 2, state: 'new' },
  source: postgresSource(),
  op: 'c',
  ts_ms: 1_932_000_000_420,
  transaction: null,
  ...more,
})

export type Column = { type: string; name?: string; parameters?: Row; items?: Row; values?: Row; fields?: unknown[] }

const struct = (field: string, columns: Record<string, Column>) => ({
  type: 'struct',
  optional: true,
  field,
  fields: Object.entries(columns).map(([name, column]) => ({ optional: true, field: name, ...column })),
})

/** A payload in the schema block of its envelope. */
export const withSchema = (payload: Row, columns: Record<string, Column>) => ({
  schema: {
    type: 'struct',
    optional: false,
    name: 'shopsrv.sales.items.Envelope',
    fields: [
      struct('before', columns),
      struct('after', columns),
      { type: 'struct', field: 'source', fields: [] },
      { type: 'string', optional: false, field: 'op' },
    ],
  },
  payload,
})

export const flatRow = (more: Row = {}) => ({
  id: 31,
  qty: 2,
  __op: 'u',
  __table: 'items',
  __db: 'shop',
  __schema: 'sales',
  __lsn: 25_311_040,
  __source_ts_ms: 1_932_000_000_000,
  __deleted: 'false',
  ...more,
})

export const cloudEvent = (more: Row = {}) => ({
  id: 'name:shopsrv;lsn:25311040;txId:611',
  source: '/debezium/postgresql/shopsrv',
  specversion: '1.0',
  type: 'io.debezium.connector.postgresql.DataChangeEvent',
  time: '2031-03-23T02:40:00.420Z',
  datacontenttype: 'application/json',
  iodebeziumop: 'c',
  iodebeziumversion: '3.2.1.Final',
  iodebeziumconnector: 'postgresql',
  iodebeziumname: 'shopsrv',
  iodebeziumtsms: '1932000000000',
  iodebeziumsnapshot: 'false',
  iodebeziumdb: 'shop',
  iodebeziumschema: 'sales',
  iodebeziumtable: 'items',
  iodebeziumlsn: '25311040',
  iodebeziumtxid: '611',
  data: { before: null, after: { id: 31, qty: 2 } },
  ...more,
})
