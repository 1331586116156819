import { CopyButton } from './copy-button'

type CodeBlockProps = { code: string; label: string }

/** A command to read and to copy. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border bg-muted/50">
      <figcaption className="flex items-center justify-between gap-2 border-b px-3 py-1.5">
        <span className="truncate font-medium text-muted-foreground text-xs">{label}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre className="whitespace-pre-wrap p-3 font-mono text-xs leading-relaxed [overflow-wrap:anywhere]">
        <code>{code}</code>
      </pre>
    </figure>
  )
}
