/** 2026-03-04T05:06:07Z, as senders count it. */
const seconds = 1_772_600_767
const milliseconds = seconds * 1000
const nanoseconds = `${seconds}000000000`

/** What webhooks and platforms post, by sender: rows of a shelf that is put up, restocked and taken down. */
export const webhookMessages = {
  sequin: {
    update: () => ({
      record: { sku: 7, pieces: 9, place: 'north' },
      changes: { pieces: 12 },
      action: 'update',
      metadata: {
        table_schema: 'depot',
        table_name: 'shelves',
        commit_timestamp: '2026-03-04T05:06:07.000000Z',
        commit_lsn: 219_862_102,
        commit_idx: 3,
        idempotency_key: 'MjE5ODYyMTAyOjM=',
        consumer: { id: 'c-1', name: 'shelves-out', annotations: {} },
        database: { id: 'd-1', name: 'warehouse', database: 'stock', hostname: 'db.example' },
      },
    }),
  },
  airbyte: {
    record: () => ({
      type: 'RECORD',
      record: {
        namespace: 'depot',
        stream: 'shelves',
        emitted_at: milliseconds + 60_000,
        data: {
          sku: 7,
          pieces: 9,
          _ab_cdc_lsn: 27_440_112,
          _ab_cdc_updated_at: '2026-03-04T05:06:07Z',
          _ab_cdc_deleted_at: null,
        },
      },
    }),
    state: () => ({ type: 'STATE', state: { type: 'STREAM', stream: {} } }),
    log: () => ({ type: 'LOG', log: { level: 'INFO', message: 'read 4 rows' } }),
  },
  supabase: {
    update: () => ({
      type: 'UPDATE',
      table: 'shelves',
      schema: 'depot',
      record: { sku: 7, pieces: 9 },
      old_record: { sku: 7, pieces: 12 },
    }),
    delete: () => ({
      type: 'DELETE',
      table: 'shelves',
      schema: 'depot',
      record: null,
      old_record: { sku: 7, pieces: 9 },
    }),
  },
  estuary: {
    update: () => ({
      sku: 7,
      pieces: 9,
      _meta: {
        op: 'u',
        before: { sku: 7, pieces: 12 },
        source: { ts_ms: milliseconds, schema: 'depot', table: 'shelves', loc: [0, 27_440_112, 0], txid: 614 },
        uuid: '5f0d2c1e-1789-11f1-8001-3b6f6f6f6f6f',
      },
    }),
  },
  cockroachdb: {
    wrapped: () => ({
      payload: [
        { after: { sku: 7, pieces: 9 }, key: [7], topic: 'shelves', updated: `${nanoseconds}.0000000000` },
        { after: null, key: [6], topic: 'shelves', updated: `${nanoseconds}.0000000001` },
      ],
      length: 2,
    }),
    enriched: () => ({
      payload: [
        {
          after: { sku: 7, pieces: 9 },
          before: { sku: 7, pieces: 12 },
          op: 'u',
          source: {
            origin: 'cockroachdb',
            changefeed_sink: 'webhook',
            database_name: 'stock',
            schema_name: 'depot',
            table_name: 'shelves',
            primary_keys: ['sku'],
            ts_hlc: `${nanoseconds}.0000000000`,
          },
          ts_ns: (milliseconds + 900) * 1e6,
        },
      ],
      length: 1,
    }),
    bare: () => ({
      payload: [
        { __crdb__: { key: [7], topic: 'shelves', updated: `${nanoseconds}.0000000002` }, sku: 7, pieces: 9 },
        { __crdb__: { key: [6], topic: 'shelves', updated: `${nanoseconds}.0000000003` } },
      ],
      length: 2,
    }),
    resolved: () => ({ resolved: `${nanoseconds}.0000000000` }),
  },
  hasura: {
    update: () => ({
      id: '9b6b3a52-0f43-4f8e-9b1f-5f1f8d7a1c11',
      created_at: '2026-03-04T05:06:07Z',
      delivery_info: { current_retry: 0, max_retries: 3 },
      trigger: { name: 'shelves_out' },
      table: { schema: 'depot', name: 'shelves' },
      event: {
        op: 'UPDATE',
        data: { old: { sku: 7, pieces: 12 }, new: { sku: 7, pieces: 9 } },
        session_variables: null,
        trace_context: null,
      },
    }),
  },
}
