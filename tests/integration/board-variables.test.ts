import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as duplicateRoute from '@/app/api/v1/datawatch/dashboards/[id]/duplicate/route'
import * as exportRoute from '@/app/api/v1/datawatch/dashboards/[id]/export/route'
import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as restoreRoute from '@/app/api/v1/datawatch/dashboards/[id]/versions/[n]/restore/route'
import * as versionRoute from '@/app/api/v1/datawatch/dashboards/[id]/versions/[n]/route'
import * as importRoute from '@/app/api/v1/datawatch/dashboards/import/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as queryRoute from '@/app/api/v1/datawatch/shared/[token]/query/route'
import type { Dashboard, DashboardFile } from '@/lib/dashboards/contract'
import { toYaml } from '@/lib/dashboards/file'
import { fillWidget } from '@/lib/dashboards/fill'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import type { BoardVersion } from '@/lib/dashboards/version-contract'
import type { BatchAnswer } from '@/lib/metrics/contract'
import { call } from '@/tests/support/http'
import { asOwner, from, makeBoard, putBoard, startShared, to, view } from '@/tests/support/shared-board'
import { asked, makeLink, readShared, statusesOf } from '@/tests/support/shares'

const status = {
  ...{ name: 'status', kind: 'label', metric: 'orders_by_status', label: 'status' },
  ...{ multiple: true, include_all: true, default: ['paid'] },
} satisfies BoardVariable
const counter = {
  type: 'counter',
  title: 'Orders: $status',
  metric: 'orders_by_status',
  config: { filter: 'status:$status' },
}
const body = { name: 'Shop', variables: [status], widgets: [counter] }

let shared: Awaited<ReturnType<typeof startShared>>
beforeAll(async () => {
  shared = await startShared()
})
afterAll(() => shared.runtime.stop())

const version = (id: string, n: number) =>
  asOwner<BoardVersion>(versionRoute.GET, 'GET', { id, n: String(n) }).then(({ data }) => data)

describe('variables of a board', () => {
  it('are kept by every copy and file', async () => {
    const board = await makeBoard(body)
    expect(board.variables).toEqual([status])
    const copy = await asOwner<Dashboard>(duplicateRoute.POST, 'POST', { id: board.id })
    expect(copy.data.variables).toEqual([status])
    const file = await asOwner<DashboardFile>(exportRoute.GET, 'GET', { id: board.id })
    expect(file.data.variables).toEqual([status])
    const imported = await asOwner<Dashboard>(importRoute.POST, 'POST', {}, file.data)
    expect(imported.data.variables).toEqual([status])
    expect(parse(toYaml(file.data)).variables).toEqual([status])
  })
  it('are kept by every version, which says what changed of them and is restored with them', async () => {
    const board = await makeBoard(body)
    const renamed = { ...status, title: 'State' }
    const { data: changed } = await putBoard(board.id, { ...board, variables: [renamed] })
    expect(changed.variables).toEqual([renamed])
    expect(await version(board.id, 2)).toMatchObject({ variables: [renamed], summary: 'Variable $status changed' })
    const back = await asOwner<Dashboard>(restoreRoute.POST, 'POST', { id: board.id, n: '1' })
    expect(back.data).toMatchObject({ version: 3, variables: [status] })
    const patched = await asOwner<Dashboard>(dashboardRoute.PATCH, 'PATCH', { id: board.id }, { variables: [] })
    expect(patched.data).toMatchObject({ version: 4, variables: [], widgets: back.data.widgets })
  })
  it('422: names what is wrong with one', async () => {
    const wrong = { ...body, variables: [{ ...status, name: 'Status' }] }
    const { status: code, json: problem } = await asOwner(dashboardsRoute.POST, 'POST', {}, wrong)
    expect([code, JSON.stringify(problem)]).toEqual([422, expect.stringContaining('variables.0.name')])
  })
})

describe('a link to a board with variables', () => {
  const questions = (board: Dashboard, values: readonly string[]) =>
    board.widgets.flatMap((one) => asked(fillWidget(one, new Map([['status', values]])).widget, from, to))
  const ask = async (token: string, queries: object[], variables = '') => {
    const numbered = queries.map((query, at) => ({ ref: String(at), ...query }))
    const sent = { method: 'POST', params: { token }, query: { variables }, body: { queries: numbered } }
    return call<BatchAnswer>(queryRoute.POST, '/shared', sent)
  }
  const total = (answer: Awaited<ReturnType<typeof ask>>) => {
    const [first] = answer.data.results
    return first && 'data' in first && 'value' in first.data ? first.data.value : null
  }
  const kept = { ...view, variables: { status: ['refunded'] } }

  it('shows what it keeps, and its viewer learns of no variable and no other value', async () => {
    const board = await makeBoard(body)
    const { token } = (await makeLink(board.id, { view: kept })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.variables).toEqual([])
    expect(shown.widgets[0]).toMatchObject({ title: 'Orders: refunded', config: { filter: 'status:refunded' } })
    expect(total(await ask(token, questions(board, ['refunded'])))).toBe(1)
    for (const values of [['paid'], [], ['paid', 'refunded']]) {
      const answer = await ask(token, questions(board, values), `var-status=${values.join() || '__all__'}`)
      expect(new Set(statusesOf(answer)), values.join()).toEqual(new Set([404]))
    }
  })
  it('lets viewers choose where it says so, among what the variable offers and nothing else', async () => {
    const board = await makeBoard({ ...body, variables: [{ ...status, options: ['paid', 'new'] }] })
    const { token } = (await makeLink(board.id, { view: { ...kept, free_variables: true } })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.variables).toMatchObject([{ name: 'status', options: ['paid', 'new', 'refunded'] }])
    expect(total(await ask(token, questions(board, ['refunded'])))).toBe(1)
    expect(total(await ask(token, questions(board, ['paid']), 'var-status=paid'))).toBe(3)
    expect(total(await ask(token, questions(board, []), 'var-status=__all__'))).toBe(4)
    for (const value of ['secret', 'paid|"x"', '$status', 'paid,channel:~.*']) {
      const answer = await ask(
        token,
        questions(board, [value]),
        new URLSearchParams({ 'var-status': `"${value}"` }).toString(),
      )
      expect(new Set(statusesOf(answer)), value).toEqual(new Set([404]))
    }
    const another = await ask(token, questions(board, ['paid']), 'var-status=new')
    expect(new Set(statusesOf(another))).toEqual(new Set([404]))
  })
  it('offers the values of the label, and does not tell whose they are', async () => {
    const board = await makeBoard(body)
    const { token } = (await makeLink(board.id, { view: { ...view, free_variables: true } })).data
    const { board: shown } = (await readShared(token)).data
    expect(shown.variables).toEqual([
      {
        name: 'status',
        kind: 'free',
        multiple: true,
        include_all: true,
        default: ['paid'],
        options: expect.any(Array),
      },
    ])
    expect(shown.variables[0]?.options).toContain('paid')
  })
})
