import { FileCode } from 'lucide-react'

/** Which file a board is read from; nothing for one that people made here. */
export function BoardSource({ file }: { file: string | null }) {
  if (file === null) return null
  return (
    <span
      className="ml-2 inline-flex min-w-0 items-center gap-1 align-bottom"
      title="Read from this file of the folder of dashboards"
    >
      <FileCode aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">Read from the file</span>
      <code className="truncate font-mono text-xs">{file}</code>
    </span>
  )
}
