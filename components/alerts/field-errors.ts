import { ApiError } from '@/lib/http/api'

/** What is wrong with which field, in the server's words; under '' what belongs to none of `known`. */
export function fieldErrors(error: Error | null, known: readonly string[]): Record<string, string> {
  if (!error) return {}
  const issues = error instanceof ApiError ? (error.problem?.errors ?? []) : []
  if (issues.length === 0) return { '': error.message }
  const found: Record<string, string> = {}
  for (const { path, message } of issues) {
    const field = known.find((name) => path === name || path.startsWith(`${name}.`)) ?? ''
    const text = field === '' && path ? `${path}: ${message}` : message
    found[field] = found[field] ? `${found[field]}\n${text}` : text
  }
  return found
}
