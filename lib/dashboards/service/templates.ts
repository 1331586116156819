import 'server-only'
import { nearest } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { type Bindings, bindTables, fitting, type TableFacts } from '../bind-tables'
import type { Dashboard } from '../contract'
import { listStarterMetrics, listTableFacts } from '../store/starters'
import { templateBoard } from '../template-board'
import type { BoardTemplate, TemplateBody, TemplateId, TemplateList } from '../template-contract'
import type { Template } from '../template-plan'
import { findTemplate, templates } from '../templates'
import { createDashboard } from './create-dashboard'

type Asked = Readonly<Record<string, string | null | undefined>>

/** What is asked for of a template's places. Throws `invalid_input` for a place or a table that is not there. */
function readBindings({ slots }: Template, facts: readonly TableFacts[], asked: Asked): Bindings {
  const given = Object.entries(asked).filter(([, table]) => table !== undefined)
  const refuse = (path: string, message: string) =>
    new AppError('invalid_input', message, { issues: [{ path: `tables.${path}`, code: 'unknown', message }] })
  for (const [slot, table] of given) {
    if (!slots.some(({ id }) => id === slot))
      throw refuse(slot, `This template has no ${slot}; it has ${slots.map(({ id }) => id).join(', ')}`)
    if (!table || facts.some((one) => one.table === table)) continue
    const meant = nearest(
      table,
      facts.map((one) => one.table),
    )
    throw refuse(slot, `There is no table ${table}${meant ? `; did you mean ${meant}?` : ''}`)
  }
  return Object.fromEntries(given.map(([slot, table]) => [slot, table || null]))
}

const mostFits = 10

async function answer(
  context: Context,
  facts: readonly TableFacts[],
  list: readonly { template: Template; asked: Bindings }[],
) {
  const bound = list.map(({ template, asked }) => ({ template, bindings: bindTables(template.slots, facts, asked) }))
  const names = new Set(bound.flatMap(({ bindings }) => Object.values(bindings).filter((table) => table !== null)))
  const metrics = await listStarterMetrics(context.db, [...names])
  return bound.map(({ template, bindings }): BoardTemplate => {
    const { id, name, description, slots } = template
    const known = slots.map((slot) => ({
      ...{ id: slot.id, name: slot.name, table: bindings[slot.id] ?? null },
      fits: fitting(slot, facts).slice(0, mostFits),
    }))
    return { id, name, description, slots: known, ...templateBoard(template, bindings, metrics) }
  })
}

/** Every template with the tables that fit it. */
export async function listTemplates(context: Context): Promise<TemplateList> {
  const facts = await listTableFacts(context.db)
  const found = await answer(
    context,
    facts,
    templates.map((template) => ({ template, asked: {} })),
  )
  return { templates: found, tables: facts.map(({ table }) => table) }
}

/** One template with the tables that are asked for, and what fits in its other places. */
export async function getTemplate(context: Context, id: TemplateId, asked: Asked): Promise<BoardTemplate> {
  const facts = await listTableFacts(context.db)
  const template = findTemplate(id)
  const [found] = await answer(context, facts, [{ template, asked: readBindings(template, facts, asked) }])
  return found!
}

/** A board of a template. Throws `invalid_input` where it has no table to be about. */
export async function createFromTemplate(context: Context, id: TemplateId, body: TemplateBody): Promise<Dashboard> {
  const { name, description, ready, missing, widgets } = await getTemplate(context, id, body.tables)
  if (!ready) {
    const message = `${missing.join('; ')}. Say in tables which to take`
    throw new AppError('invalid_input', message, { issues: [{ path: 'tables', code: 'missing', message }] })
  }
  const words = { name: body.name || name, description: body.description ?? description }
  return createDashboard(context, { ...words, variables: [], widgets }, `Made from the template ${name}`)
}
