import { RE2JS } from 're2js'
import { byLabels, type Labels, setLabel } from './labels'
import { joinLines, type Line } from './line'
import { refuseToCompute } from './syntax'

const labelName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u

function requireLabel(name: string, call: string) {
  if (!labelName.test(name))
    throw refuseToCompute(`invalid destination label name in ${call}(): ${JSON.stringify(name)}`)
}

function compile(pattern: string) {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL)
  } catch (error) {
    throw refuseToCompute(`invalid regular expression in label_replace(): ${pattern}: ${(error as Error).message}`)
  }
}

/** `$1`, `${1}`, `$name` and `$$` in a replacement, as Go expands them. */
function expand(template: string, group: (name: string) => string): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) =>
    whole === '$$' ? '$' : group(braced ?? plain ?? ''),
  )
}

/** Sets a label to what a pattern finds in another, where it matches the whole of it. */
export function replaceLabel(
  lines: readonly Line[],
  [target, replacement, source, pattern]: readonly [string, string, string, string],
): Line[] {
  requireLabel(target, 'label_replace')
  const compiled = compile(pattern)
  const named = compiled.namedGroups()
  return joinLines(
    lines.map(({ labels, points }) => {
      const matcher = compiled.matcher(labels[source] ?? '')
      if (!matcher.matches()) return { labels, points }
      const value = expand(replacement, (name) => {
        const index = /^\d+$/.test(name) ? Number(name) : named[name]
        return index === undefined || index > matcher.groupCount() ? '' : (matcher.group(index) ?? '')
      })
      return { labels: setLabel(labels, target, value), points }
    }),
  )
}

/** Sets a label to the values of others, joined. */
export function joinLabels(lines: readonly Line[], [target, separator, ...sources]: readonly string[]): Line[] {
  requireLabel(target ?? '', 'label_join')
  const join = (labels: Labels) => sources.map((name) => labels[name] ?? '').join(separator)
  return joinLines(lines.map(({ labels, points }) => ({ labels: setLabel(labels, target!, join(labels)), points })))
}

/** Orders the elements of the only step by their values, what is no number last; a range has no order. */
export function sortLines(lines: readonly Line[], descending: boolean): Line[] {
  if (lines[0]?.points.length !== 1) return [...lines]
  const only = ({ points }: Line) => points[0] ?? Number.NaN
  return [...lines].sort((a, b) => {
    const [one, other] = [only(a), only(b)]
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other))
    return descending ? other - one : one - other
  })
}

/** Orders lines by the values of labels, then by all labels. */
export function sortByLabels(lines: readonly Line[], names: readonly string[], descending: boolean): Line[] {
  const order = new Intl.Collator('en', { numeric: true }).compare
  const sorted = [...lines].sort((a, b) => {
    for (const name of names) {
      const found = order(a.labels[name] ?? '', b.labels[name] ?? '')
      if (found !== 0) return found
    }
    return byLabels(a, b)
  })
  return descending ? sorted.reverse() : sorted
}
