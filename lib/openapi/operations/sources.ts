import type { Operations } from './operation'

const shop = { name: 'shop', type: 'postgres', url: 'postgres://datawatch:secret@db.internal:5432/shop' }

export const sources = {
  'GET /sources': { id: 'listSources', summary: 'List sources, and how they stand' },
  'POST /sources': { id: 'createSource', summary: 'Follow a database', fails: [409], example: shop },
  'GET /sources/{name}': { id: 'getSource', summary: 'Read one source' },
  'PATCH /sources/{name}': {
    id: 'updateSource',
    summary: 'Change what is followed of a database',
    fails: [409],
    example: { schemas: ['public', 'sales'] },
  },
  'DELETE /sources/{name}': { id: 'deleteSource', summary: 'Follow a database no longer', fails: [409] },
  'POST /sources/{name}/pause': { id: 'pauseSource', summary: 'Pause a source', fails: [409] },
  'POST /sources/{name}/resume': { id: 'resumeSource', summary: 'Go on with a source', fails: [409] },
  'POST /sources/{name}/restart': { id: 'restartSource', summary: 'Start a source anew', fails: [409] },
  'POST /sources/{name}/resnapshot': {
    id: 'resnapshotSource',
    summary: 'Read tables again, as they are',
    fails: [409],
  },
  'POST /sources/check': {
    id: 'checkSource',
    summary: 'Check whether a database can be followed',
    description: 'Says what is missing, with the SQL to run there. Nothing is kept.',
    example: shop,
  },
} satisfies Operations
