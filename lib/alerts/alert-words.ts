import type { RuleBody, Severity } from './contract'
import { conditionWords, referenceWords } from './rule-words'
import { fillTemplate, type TemplateScope } from './template'

const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })
const shown = (value: number | null) => (value === null ? 'no value' : figure.format(value))

export type Told = {
  rule: RuleBody
  labels: Record<string, string>
  table: string | null
  value: number | null
  reference: number | null
  severity: Severity
}

const labelWords = (labels: Record<string, string>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** What was expected of the value, in words. */
export function expectedWords({ operator, threshold, change }: RuleBody, reference: number | null): string {
  if (change)
    return reference === null ? referenceWords(change.from) : `${shown(reference)} (${referenceWords(change.from)})`
  const opposite = { '>': 'at most', '>=': 'below', '<': 'at least', '<=': 'above', '=': 'not', '!=': 'exactly' }
  return `${opposite[operator]} ${shown(threshold)}`
}

function plainMessage({ rule, value, reference, labels }: Told): string {
  const of = rule.metric ?? rule.expr ?? rule.name
  const where = Object.keys(labels).length > 0 ? ` for ${labelWords(labels)}` : ''
  const is = value === null ? `${of}${where} has no value` : `${of}${where} is ${shown(value)} over ${rule.window}`
  return `${is}; expected ${expectedWords(rule, reference)}. Rule: ${conditionWords(rule)}.`
}

/** Title and message of an alert of a metric: the rule's own templates filled in, or plain words. */
export function wordAlert(told: Told): { title: string; message: string } {
  const { rule, labels, value, severity, reference, table } = told
  const scope: TemplateScope = {
    rule: rule.name,
    metric: rule.metric ?? rule.expr ?? '',
    table: table ?? '',
    value,
    threshold: rule.threshold,
    expected: expectedWords(rule, reference),
    severity,
    owner: rule.owner ?? '',
    labels,
  }
  const named = Object.keys(labels).length > 0 ? `${rule.name} (${labelWords(labels)})` : rule.name
  return {
    title: (rule.title === null ? named : fillTemplate(rule.title, scope)).slice(0, 500),
    message: (rule.message === null ? plainMessage(told) : fillTemplate(rule.message, scope)).slice(0, 4000),
  }
}
