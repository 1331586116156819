import { Liquid, type LiquidError } from 'liquidjs'

/** What templates may name. */
export type TemplateScope = {
  rule: string
  metric: string
  table: string
  value: number | null
  threshold: number | null
  expected: string
  severity: string
  owner: string
  labels: Record<string, string>
}

const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 10_000,
  renderLimit: 50,
  memoryLimit: 1_000_000,
  templates: {},
})

const plain = (error: unknown) => (error as LiquidError).message.split('\n')[0]!

/** What is wrong with a template and where, null where nothing is. */
export function whyNotTemplate(text: string): string | null {
  try {
    engine.parse(text)
    return null
  } catch (error) {
    return plain(error)
  }
}

/** A template filled in; one that fails is shown as it is, for an alert without words helps nobody. */
export function fillTemplate(text: string, scope: TemplateScope): string {
  try {
    return String(engine.parseAndRenderSync(text, scope)).trim() || text
  } catch {
    return text
  }
}
