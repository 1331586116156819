import { PageHeader } from '@/components/ui/page-header'
import { operationsOf, referenceTags } from '@/lib/openapi/reference'
import { OperationCard } from './operation-card'
import { ReferenceTabs, sectionTitle } from './reference-tabs'

/** The operations of one section, each with what it takes and gives, how to ask for it, and a way to try it. */
export function ReferenceSection({ tag }: { tag: string }) {
  const said = referenceTags.find(({ name }) => name === tag)?.description
  return (
    <>
      <PageHeader title={`API: ${sectionTitle(tag)}`} description={said} />
      <ReferenceTabs />
      <div className="grid gap-4">
        {operationsOf(tag).map((operation) => (
          <OperationCard key={operation.id} operation={operation} />
        ))}
      </div>
    </>
  )
}
