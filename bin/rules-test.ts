import { existsSync } from 'node:fs'
import type { AlertRule, RulePreview } from '@/lib/alerts/contract'
import { nearestFew } from '@/lib/config/nearest'
import { Api } from './api'
import type { Asked } from './description'
import { Refusal } from './exit-code'
import { figure } from './figure'
import { print, printJson, say } from './print'
import { readDocument } from './read-document'
import { sparkLine } from './spark-line'
import { table } from './table'
import { paint, plain } from './terminal'

type Rule = Record<string, unknown> & { name?: string }

/** What is kept about a rule and is none of what it says. */
const kept = ['id', 'origin', 'condition', 'state', 'instances', 'firing', 'waiting_for', 'last_value', 'last_error']
const stamps = ['last_evaluated_at', 'created_by', 'created_at', 'updated_at', 'warnings']

async function findRule(api: Api, wanted: string): Promise<Rule> {
  const all = await api.list<AlertRule>('/alerts/rules', 'rules')
  const found = all.find(({ id, name }) => id === wanted || name === wanted)
  if (!found) {
    const names = nearestFew(
      wanted,
      all.map(({ name }) => name),
      3,
    )
    const meant = names.length > 0 ? `; did you mean ${names.join(' or ')}?` : ''
    throw new Refusal(`there is neither a file nor a rule ${JSON.stringify(wanted)}${meant}`)
  }
  return Object.fromEntries(Object.entries(found).filter(([key]) => ![...kept, ...stamps].includes(key)))
}

/** The rules of a file: one, a list, `rules`, or `alerts.rules` of a configuration. */
function rulesIn(file: string): Rule[] {
  const said = readDocument(file) as Rule & { rules?: unknown; alerts?: { rules?: unknown } }
  const found = said?.alerts?.rules ?? said?.rules ?? said
  const list = (Array.isArray(found) ? found : [found]) as Rule[]
  if (list.length === 0 || list.some((rule) => typeof rule !== 'object' || rule === null))
    throw new Refusal(`${file}: expected a rule, a list of rules, or alerts.rules with some`)
  return list
}

function show(name: string, { condition, fired, firings, from, to, series, warnings }: RulePreview): string {
  const times = fired === 1 ? 'once' : `${fired} times`
  const head = `${paint('bold', plain(name))}: ${plain(condition)}\n  from ${from} to ${to} it would have fired ${fired === 0 ? 'never' : times}\n`
  const lines = series.map(({ labels, data_points }) => {
    const course = sparkLine(data_points.map(({ value }) => value))
    return `  ${plain(Object.values(labels).join(', '))} ${course}\n`
  })
  const rows = firings.slice(0, 20).map(({ labels, started_at, ended_at, peak }) => [
    started_at,
    ended_at ?? 'goes on',
    figure(peak),
    plain(
      Object.entries(labels)
        .map(([label, value]) => `${label}=${value}`)
        .join(' '),
    ),
  ])
  const columns = [{ name: 'FROM' }, { name: 'TO' }, { name: 'PEAK', right: true as const }, { name: 'LABELS' }]
  const shown = table(columns, rows).replace(/^(?=.)/gm, '  ')
  return `${head}${lines.join('')}${shown}${warnings.map((warning) => `  ${paint('yellow', plain(warning))}\n`).join('')}`
}

/** Tells of rules what they would have done. */
export async function run({ args, options }: Asked): Promise<number> {
  const [wanted] = args as [string]
  const { period, most, json } = options as { period: string; most?: number; json?: true }
  const api = new Api(options)
  const rules = wanted === '-' || existsSync(wanted) ? rulesIn(wanted) : [await findRule(api, wanted)]
  const told: (RulePreview & { name: string })[] = []
  for (const rule of rules) {
    const name = rule.name ?? String(rule.metric ?? rule.expr ?? 'rule')
    const preview = await api.post<RulePreview>('/alerts/rules/preview', { rule, period }).catch((error: Error) => {
      throw Object.assign(error, { message: `${name}: ${error.message}` })
    })
    told.push({ name, ...preview })
    if (!json) print(show(name, preview))
  }
  if (json) printJson(told)
  const loud = most === undefined ? [] : told.filter(({ fired }) => fired > most)
  for (const { name, fired } of loud) say(`${name} would have fired ${fired} times, more than ${most}`)
  return loud.length > 0 ? 1 : 0
}
