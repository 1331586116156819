import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { SchemaTablePage } from '@/components/schema/schema-table-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'
import { schemaTableOptions, tablePath } from '@/lib/schemas/client'
import { emptyPart } from '@/lib/schemas/place'

import { getSchemaTable } from '@/lib/schemas/service/read'

type Place = Record<'database' | 'schema' | 'table', string>
type Props = { params: Promise<Place>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

const partOf = (text: string) => {
  const part = decodeURIComponent(text)
  return part === emptyPart ? '' : part
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).table)} · Schema` }
}

export default async function SchemaTableRoute({ params, searchParams }: Props) {
  const given = await params
  const named = {
    database: partOf(given.database),
    schema: partOf(given.schema),
    table: decodeURIComponent(given.table),
  }
  const viewer = await requireViewer(`/schema/${tablePath(named)}`, searchParams)
  const { source } = await searchParams
  const place = { ...named, ...(source ? { source } : {}) }
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...schemaTableOptions(place),
          queryFn: () => getSchemaTable(createContext(viewer), place),
        }),
      ]}
    >
      <SchemaTablePage place={place} />
    </Prefetched>
  )
}
