import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { SchemaPage } from '@/components/schema/schema-page'
import { readTableSearch } from '@/components/schema/schema-search'
import { firstLimit } from '@/components/ui/list-limit'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'
import { schemaStatsOptions, schemaTablesOptions } from '@/lib/schemas/client'
import { getSchemaStats, listSchemaTables } from '@/lib/schemas/service/read'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Schema' }
export const dynamic = 'force-dynamic'

export default async function SchemaRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/schema', searchParams)
  const search = { ...readTableSearch(new URLSearchParams(await searchParams)), limit: firstLimit }
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...schemaTablesOptions(search),
          queryFn: () => listSchemaTables(createContext(viewer), search),
        }),
        client.prefetchQuery({ ...schemaStatsOptions(), queryFn: () => getSchemaStats(createContext(viewer)) }),
      ]}
    >
      <SchemaPage />
    </Prefetched>
  )
}
