import { resource, route } from '@/lib/http/route'
import { columnList, columnListQuery } from '@/lib/metrics/columns-contract'
import { listTableColumns } from '@/lib/metrics/service/list-columns'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: columnListQuery, response: columnList }, (context, { query }) =>
    listTableColumns(context, query.table),
  ),
})
