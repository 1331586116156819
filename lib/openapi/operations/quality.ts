import type { Operations } from './operation'

export const quality = {
  'GET /quality/rules': { id: 'listQualityRules', summary: 'List rules of quality' },
  'POST /quality/rules': {
    id: 'createQualityRule',
    summary: 'Make a rule of quality',
    fails: [409],
    example: { name: 'orders_have_an_amount', table: 'orders', column: 'amount', type: 'not_null' },
  },
  'GET /quality/rules/{id}': { id: 'getQualityRule', summary: 'Read one rule of quality' },
  'PUT /quality/rules/{id}': {
    id: 'replaceQualityRule',
    summary: 'Change a rule of quality',
    description: 'What is left out stays as it is, as with PATCH.',
    fails: [409],
    example: { severity: 'high' },
  },
  'PATCH /quality/rules/{id}': {
    id: 'updateQualityRule',
    summary: 'Change a rule of quality',
    fails: [409],
    example: { severity: 'high' },
  },
  'DELETE /quality/rules/{id}': { id: 'deleteQualityRule', summary: 'Delete a rule of quality' },
  'POST /quality/rules/preview': {
    id: 'previewQualityRule',
    summary: 'Try a rule of quality on stored rows',
    example: { name: 'orders_have_an_amount', table: 'orders', column: 'amount', type: 'not_null' },
  },
  'GET /quality/score': { id: 'scoreQuality', summary: 'Say how well the rules are met' },
  'GET /quality/stats': { id: 'getQualityStats', summary: 'Count rules and violations' },
  'GET /quality/report': { id: 'reportQuality', summary: 'Report on all tables' },
  'GET /quality/tables/{table}': { id: 'getTableQuality', summary: 'Report on one table' },
  'POST /quality/validate': {
    id: 'validateRecords',
    summary: 'Judge records by the rules of a table',
    description: 'Nothing of it is stored.',
    example: { table: 'orders', records: [{ id: 1, amount: null }] },
  },
  'GET /quality/violations': { id: 'listViolations', summary: 'List violations, newest first' },
  'GET /quality/violations/{id}': { id: 'getViolation', summary: 'Read one violation with rows that show it' },
  'POST /quality/violations/{id}/acknowledge': {
    id: 'acknowledgeViolation',
    summary: 'Acknowledge a violation',
    example: { note: 'Being mended' },
  },
} satisfies Operations
