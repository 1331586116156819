/** Words in which what stands between backticks is code. */
export const spoken = (text: string) =>
  text.split('`').map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <code key={at} className="rounded bg-muted px-1 font-mono text-[0.92em] [overflow-wrap:anywhere]">
        {part}
      </code>
    ),
  )
