import type { Operations } from './operation'

export const anomalies = {
  'GET /anomalies': { id: 'listAnomalies', summary: 'List anomalies, newest first' },
  'GET /anomalies/{id}': { id: 'getAnomaly', summary: 'Read one anomaly' },
  'GET /anomalies/{id}/explanation': {
    id: 'explainAnomaly',
    summary: 'Explain an anomaly',
    description: 'What was expected, how rare it is, which categories carry it, and what else began then.',
  },
  'POST /anomalies/{id}/acknowledge': {
    id: 'acknowledgeAnomaly',
    summary: 'Acknowledge an anomaly',
    description: 'The same again is no error and keeps the first.',
    example: { user: 'you@example.com', note: 'The sale has begun' },
  },
  'POST /anomalies/{id}/resolve': { id: 'resolveAnomaly', summary: 'Resolve an anomaly' },
  'POST /anomalies/{id}/reopen': {
    id: 'reopenAnomaly',
    summary: 'Take back that an anomaly is acknowledged or resolved',
  },
  'POST /anomalies/{id}/feedback': {
    id: 'giveFeedback',
    summary: 'Say whether an anomaly was expected',
    example: { verdict: 'expected' },
  },
  'DELETE /anomalies/{id}/feedback': { id: 'withdrawFeedback', summary: 'Withdraw what was said of an anomaly' },
  'POST /anomalies/{id}/feedback/preview': {
    id: 'previewFeedback',
    summary: 'Say what feedback would change',
    fails: [409],
    example: { verdict: 'expected' },
  },
  'POST /anomalies/acknowledge': { id: 'acknowledgeAnomalies', summary: 'Acknowledge several anomalies' },
  'POST /anomalies/resolve': { id: 'resolveAnomalies', summary: 'Resolve several anomalies' },
  'POST /anomalies/reopen': { id: 'reopenAnomalies', summary: 'Reopen several anomalies' },
  'GET /metrics/{name}/expected': {
    id: 'queryExpected',
    summary: 'Ask what was expected of a metric',
    description: 'The band that is drawn behind its chart.',
  },
  'GET /metrics/{name}/decomposition': {
    id: 'decomposeMetric',
    summary: 'Take a metric apart into trend, seasons and rest',
  },
  'GET /detection': { id: 'listDetection', summary: 'List what detection looks at, and how it does' },
  'GET /metrics/{name}/detection': { id: 'getDetection', summary: 'Read how a metric is watched' },
  'PUT /metrics/{name}/detection': {
    id: 'setDetection',
    summary: 'Set how a metric is watched',
    example: { sensitivity: 'high' },
  },
  'DELETE /metrics/{name}/detection': { id: 'resetDetection', summary: 'Have a metric watched as by default' },
  'POST /metrics/{name}/detection/backtest': {
    id: 'backtestDetection',
    summary: 'Try settings of detection on the past',
    example: { settings: { sensitivity: 'high', direction: 'down' }, days: 30 },
  },
  'GET /notes': { id: 'listNotes', summary: 'List notes on the time line' },
  'POST /notes': {
    id: 'createNote',
    summary: 'Note what happened',
    description: 'A deploy, a campaign, an incident: shown on charts and in explanations of anomalies.',
    example: { text: 'Deployed 2.4.0', kind: 'deploy' },
  },
  'GET /notes/{id}': { id: 'getNote', summary: 'Read one note' },
  'PATCH /notes/{id}': { id: 'updateNote', summary: 'Change a note', example: { text: 'Deployed 2.4.1' } },
  'DELETE /notes/{id}': { id: 'deleteNote', summary: 'Delete a note' },
} satisfies Operations
