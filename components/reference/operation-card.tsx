import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { type ReferenceOperation, type ReferenceType, streams } from '@/lib/openapi/reference'
import { ExampleCode } from './example-code'
import { MethodBadge } from './method-badge'
import { ParameterTable } from './parameter-table'
import { RunPanel } from './run-panel'
import { spoken } from './spoken'

/** What is only wanted now and then, folded away. */
const Fold = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <details className="group min-w-0 rounded-md border">
    <summary className="cursor-pointer px-3 py-2 font-medium text-[13px] marker:text-muted-foreground">{title}</summary>
    <div className="min-w-0 border-t">{children}</div>
  </details>
)

const TypeFold = ({ title, type }: { title: string; type: ReferenceType }) => (
  <Fold
    title={
      <>
        {title} <span className="font-normal text-muted-foreground text-xs">{type.media.join(', ')}</span>
      </>
    }
  >
    <pre className="whitespace-pre-wrap p-3 font-mono text-xs leading-relaxed [overflow-wrap:anywhere]">
      <code>{type.text || 'Nothing that has a shape.'}</code>
    </pre>
  </Fold>
)

const Failures = ({ failures }: Pick<ReferenceOperation, 'failures'>) => (
  <p className="flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
    May fail with
    {failures.map(({ status, slug }) => (
      <Link
        key={status}
        href={`/problems/${slug}`}
        className="tabular rounded border px-1.5 py-0.5 hover:bg-accent hover:text-foreground"
      >
        {status} {slug.replaceAll('-', ' ')}
      </Link>
    ))}
  </p>
)

/** One operation of the interface. */
export function OperationCard({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, permission, parameters, body, answer, failures } = operation
  return (
    <Card id={id} aria-labelledby={`${id}-title ${id}-address`} className="scroll-mt-16 p-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id={`${id}-title`} className="font-semibold text-[15px]">
          <a href={`#${id}`} className="hover:underline">
            {summary}
          </a>
        </h2>
        <Badge tone="outline">{permission}</Badge>
        <p id={`${id}-address`} className="flex w-full items-start gap-2 font-mono text-xs">
          <MethodBadge method={method} />
          <span className="py-0.5 [overflow-wrap:anywhere]">{path}</span>
        </p>
        {description ? (
          <p className="w-full max-w-[80ch] text-[13px] text-muted-foreground">{spoken(description)}</p>
        ) : null}
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        <div className="grid min-w-0 content-start gap-3">
          {parameters.length > 0 ? <ParameterTable parameters={parameters} label={`Parameters of ${id}`} /> : null}
          {body ? <TypeFold title="Body" type={body} /> : null}
          <TypeFold title={`Answer ${answer.status}`} type={answer} />
          <Failures failures={failures} />
        </div>
        <div className="grid min-w-0 content-start gap-3">
          <ExampleCode request={{ id, method, path, permission, parameters, body: body && { ...body, text: '' } }} />
          {streams(answer) ? null : (
            <RunPanel request={{ id, method, path, parameters, sample: body?.sample, media: body?.media[0] }} />
          )}
        </div>
      </div>
    </Card>
  )
}
