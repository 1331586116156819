import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { PageHeader } from '@/components/ui/page-header'
import { type ProblemWords, problems, problemType } from '@/lib/http/problem-words'
import { ProblemFrame } from './problem-frame'
import { spoken } from './spoken'

type Code = keyof typeof problems

function documentOf(code: Code, { title, status, example }: ProblemWords) {
  const { detail, instance, ...more } = example
  return { type: problemType(code), title, status, detail, instance, success: false, error: detail, ...more }
}

/** What one kind of problem means, what to do about it, and one such problem. */
export function ProblemPage({ code }: { code: Code }) {
  const problem = problems[code]
  return (
    <ProblemFrame>
      <PageHeader
        title={`${problem.status} ${problem.title}`}
        above={
          <Link href="/problems" className="hover:underline">
            All problems
          </Link>
        }
        description={spoken(problem.means)}
      />
      <Card className="mb-4 p-4">
        <h2 className="mb-2 font-semibold text-[15px]">What to do</h2>
        <ul className="grid list-disc gap-1 pl-5 text-[13px]">
          {problem.remedy.map((step) => (
            <li key={step}>{spoken(step)}</li>
          ))}
        </ul>
      </Card>
      <CodeBlock label="One such answer" code={JSON.stringify(documentOf(code, problem), null, 2)} />
    </ProblemFrame>
  )
}

/** Every kind of problem. */
export const ProblemsPage = () => (
  <ProblemFrame>
    <PageHeader
      title="Problems"
      description="What the API answers where something is wrong: a problem document (RFC 9457), whose type is the address of one of these pages."
    />
    <Card>
      <ul className="divide-y">
        {(Object.keys(problems) as Code[]).map((code) => (
          <li key={code}>
            <Link href={problemType(code)} className="block px-4 py-2.5 hover:bg-muted/50">
              <span className="block font-medium text-[13px]">
                {problems[code].status} {problems[code].title}
              </span>
              <span className="block text-muted-foreground text-xs">{problems[code].means}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  </ProblemFrame>
)
