import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { everyOperation, referenceTags } from '@/lib/openapi/reference'
import { MethodBadge } from './method-badge'
import { ReferenceTabs, sectionTitle } from './reference-tabs'

const facts = [
  'Answers are {"success": true, "data": …}; failures are problem documents, whose type is the address of a page.',
  'A credential is an API key, Authorization: Bearer dw_…, or the session of this browser.',
  'Intervals include from and not to. Lists take limit and cursor, and answer next_cursor.',
  'Every answer has X-Request-Id. Bodies may be packed with gzip, deflate, br or zstd.',
]

/** All operations of the interface, by section. */
export function ReferenceIndex() {
  const operations = everyOperation()
  return (
    <>
      <PageHeader
        title="API"
        description={`${operations.length} operations, as this server answers them.`}
        actions={
          <>
            <Button asChild>
              <Link href="/problems">Problems</Link>
            </Button>
            <Button asChild>
              <a href="/api/v1/datawatch/openapi.json">OpenAPI document</a>
            </Button>
          </>
        }
      />
      <ReferenceTabs />
      <ul className="mb-4 grid list-disc gap-1 pl-5 text-[13px] text-muted-foreground">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {referenceTags.map(({ name, description }) => (
          <Card key={name}>
            <CardHeader className="flex-wrap">
              <CardTitle>
                <Link href={`/docs/api/${name}`} className="hover:underline">
                  {sectionTitle(name)}
                </Link>
              </CardTitle>
              <p className="w-full text-muted-foreground text-xs">{description}</p>
            </CardHeader>
            <ul className="divide-y">
              {operations
                .filter(({ tag }) => tag === name)
                .map(({ id, method, path, summary }) => (
                  <li key={id}>
                    <Link href={`/docs/api/${name}#${id}`} className="flex gap-3 px-4 py-2 hover:bg-muted/50">
                      <MethodBadge method={method} />
                      <span className="min-w-0">
                        <span className="block text-[13px]">{summary}</span>
                        <span className="block font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
                          {path}
                        </span>
                      </span>
                    </Link>
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  )
}
