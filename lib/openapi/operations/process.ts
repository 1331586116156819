import type { Operations } from './operation'

export const process = {
  'GET /health': { id: 'getHealth', summary: 'Say that the process answers' },
  'GET /ready': {
    id: 'getReadiness',
    summary: 'Say whether events and questions can be taken',
    description: 'Answers 503 with the reason where they cannot.',
  },
  'GET /metrics': { id: 'getFigures', summary: 'Read figures about DataWatch itself, as Prometheus does' },
  'GET /api/cron/detect': { id: 'runDetection', summary: 'Run one pass of detection' },
  'POST /api/cron/detect': { id: 'postDetection', summary: 'Run one pass of detection' },
  'GET /api/cron/alerts': { id: 'runAlerts', summary: 'Evaluate all rules of alerts' },
  'POST /api/cron/alerts': { id: 'postAlerts', summary: 'Evaluate all rules of alerts' },
  'GET /api/v1/datawatch/openapi.json': { id: 'getOpenApi', summary: 'Read this document' },
} satisfies Operations
