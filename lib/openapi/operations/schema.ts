import type { Operations } from './operation'

export const schema = {
  'GET /schema/tables': { id: 'listTables', summary: 'List tables and their columns' },
  'POST /schema/tables': { id: 'declareTable', summary: 'Tell what a table looks like', fails: [409] },
  'GET /schema/tables/{database}/{schema}/{table}': {
    id: 'getTable',
    summary: 'Read one table',
    description: 'A part of its name that is empty is written `-`.',
  },
  'GET /schema/changes': { id: 'listSchemaChanges', summary: 'List changes of tables, newest first' },
  'GET /schema/changes/{id}': { id: 'getSchemaChange', summary: 'Read one change and what it touches' },
  'POST /schema/changes/{id}/acknowledge': { id: 'acknowledgeSchemaChange', summary: 'Acknowledge a change' },
  'POST /schema/changes/{id}/remap': {
    id: 'remapColumn',
    summary: 'Have what read a renamed column read its new name',
    fails: [409],
  },
  'POST /schema/ddl': {
    id: 'applyDdl',
    summary: 'Tell DDL statements',
    example: { sql: 'ALTER TABLE orders ADD COLUMN note text' },
  },
  'GET /schema/snapshots': { id: 'listSnapshots', summary: 'List snapshots of the schema' },
  'POST /schema/snapshots': { id: 'takeSnapshot', summary: 'Take a snapshot of the schema', fails: [404, 409] },
  'GET /schema/snapshots/{id}': { id: 'getSnapshot', summary: 'Read a snapshot' },
  'GET /schema/compare': { id: 'compareSchemas', summary: 'Compare the schema at two times', fails: [404] },
  'GET /schema/stats': { id: 'getSchemaStats', summary: 'Count tables and changes' },
} satisfies Operations
