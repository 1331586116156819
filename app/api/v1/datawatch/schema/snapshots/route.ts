import { resource, route } from '@/lib/http/route'
import { listSnapshots, takeSnapshot } from '@/lib/schemas/service/snapshots'
import { snapshot, snapshotBody, snapshotList, snapshotQuery } from '@/lib/schemas/snapshot-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: snapshotQuery, response: snapshotList }, (context, { query }) =>
    listSnapshots(context, query),
  ),
  POST: route({ guard: 'write', body: snapshotBody, response: snapshot, status: 201 }, (context, { body }) =>
    takeSnapshot(context, body),
  ),
})
