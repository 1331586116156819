'use client'

import { useQuery } from '@tanstack/react-query'
import { FileWarning } from 'lucide-react'
import Link from 'next/link'
import { boardFilesOptions } from '@/lib/dashboards/file-client'

/** The files of dashboards that could not be read, each with the place and what is wrong; nothing where all is well. */
export function FileProblems() {
  const broken = useQuery(boardFilesOptions()).data?.files.filter(({ problem }) => problem) ?? []
  if (broken.length === 0) return null
  return (
    <section
      aria-label="Files that cannot be read"
      className="mb-6 rounded-lg bg-warning-soft p-3 text-[13px] text-warning-soft-foreground"
    >
      <h2 className="flex items-center gap-2 font-medium">
        <FileWarning aria-hidden className="size-4 shrink-0" />
        {broken.length === 1 ? 'A file cannot be read' : `${broken.length} files cannot be read`}
      </h2>
      <ul className="mt-2 grid gap-1.5">
        {broken.map(({ file, dashboard_id, problem }) => (
          <li key={file} className="[overflow-wrap:anywhere]">
            <code className="font-mono text-xs">{problem?.line ? `${file}:${problem.line}` : file}</code>{' '}
            {problem?.message}
            {dashboard_id ? (
              <>
                {'. '}
                <Link href={`/dashboards/${dashboard_id}`} className="underline">
                  The dashboard
                </Link>
                {' is as it was before.'}
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
