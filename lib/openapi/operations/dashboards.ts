import type { Operations } from './operation'

const widget = {
  type: 'line',
  title: 'Orders',
  metric: 'orders_events_total',
  position: { x: 0, y: 0, width: 6, height: 4 },
}
const board = { name: 'Shop', widgets: [widget] }

export const dashboards = {
  'GET /dashboards': { id: 'listDashboards', summary: 'List boards' },
  'POST /dashboards': { id: 'createDashboard', summary: 'Make a board', example: board },
  'GET /dashboards/{id}': { id: 'getDashboard', summary: 'Read a board with its widgets' },
  'PUT /dashboards/{id}': {
    id: 'replaceDashboard',
    summary: 'Replace a board',
    fails: [409],
    match: true,
    example: board,
  },
  'PATCH /dashboards/{id}': {
    id: 'updateDashboard',
    summary: 'Change a board',
    fails: [409],
    match: true,
    example: { name: 'Shop, today' },
  },
  'DELETE /dashboards/{id}': {
    id: 'deleteDashboard',
    summary: 'Put a board into the trash',
    description: 'With `permanently=true` it is gone for good.',
    fails: [409],
    match: true,
  },
  'POST /dashboards/{id}/restore': { id: 'restoreDashboard', summary: 'Take a board out of the trash', fails: [409] },
  'POST /dashboards/{id}/duplicate': { id: 'duplicateDashboard', summary: 'Copy a board' },
  'GET /dashboards/{id}/export': { id: 'exportDashboard', summary: 'Export a board as a file' },
  'POST /dashboards/{id}/patch': {
    id: 'patchBoardFile',
    summary: 'Say how the file of a board would change',
    fails: [409],
    example: board,
  },
  'POST /dashboards/{id}/widgets': {
    id: 'addWidget',
    summary: 'Add a widget to a board',
    fails: [409],
    example: widget,
  },
  'PUT /widgets/{id}': {
    id: 'replaceWidget',
    summary: 'Replace a widget',
    fails: [409],
    match: true,
    example: widget,
  },
  'PATCH /widgets/{id}': {
    id: 'updateWidget',
    summary: 'Change a widget',
    fails: [409],
    match: true,
    example: { title: 'Orders, all of them' },
  },
  'DELETE /widgets/{id}': { id: 'deleteWidget', summary: 'Remove a widget', fails: [409], match: true },
  'GET /dashboards/{id}/versions': { id: 'listVersions', summary: 'List the versions of a board' },
  'GET /dashboards/{id}/versions/{n}': { id: 'getVersion', summary: 'Read one version of a board' },
  'POST /dashboards/{id}/versions/{n}/restore': {
    id: 'restoreVersion',
    summary: 'Make a version of a board the current one',
    fails: [409],
    match: true,
  },
  'GET /dashboards/files': { id: 'listBoardFiles', summary: 'List the files that boards are read from' },
  'POST /dashboards/import': { id: 'importDashboard', summary: 'Make a board from a file', example: board },
  'GET /dashboards/templates': { id: 'listTemplates', summary: 'List templates of boards' },
  'GET /dashboards/templates/{template}': {
    id: 'getTemplate',
    summary: 'Read a template, filled with the tables that fit',
  },
  'POST /dashboards/templates/{template}': { id: 'createFromTemplate', summary: 'Make a board from a template' },
  'GET /dashboards/{id}/share': { id: 'listShares', summary: 'List the links of a board' },
  'POST /dashboards/{id}/share': {
    id: 'shareDashboard',
    summary: 'Make a link to a board',
    fails: [409],
    example: { name: 'For the screen in the hall' },
  },
  'DELETE /dashboards/{id}/share': { id: 'revokeShares', summary: 'Revoke all links of a board' },
  'DELETE /dashboards/{id}/share/{share}': { id: 'revokeShare', summary: 'Revoke one link of a board' },
  'GET /shared/{token}/board': { id: 'getSharedBoard', summary: 'Read the board of a link' },
  'POST /shared/{token}/query': {
    id: 'querySharedBoard',
    summary: 'Ask what a shared board shows',
    description: 'What is sent only chooses among the questions of the widgets.',
  },
  'GET /shared/{token}/anomalies': {
    id: 'listSharedAnomalies',
    summary: 'List the anomalies that a shared board shows',
  },
  'GET /shared/{token}/events': { id: 'listSharedEvents', summary: 'List the rows that a shared board shows' },
  'GET /shared/{token}/notes': { id: 'listSharedNotes', summary: 'List the notes that a shared board shows' },
  'GET /shared/{token}/live': {
    id: 'streamSharedChanges',
    summary: 'Follow what changes of a shared board',
    description: 'Server-sent events, as `GET /live` sends them.',
  },
} satisfies Operations
