import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyTrash } from '@/lib/dashboards/service/delete-dashboard'
import { ensureStarterDashboards } from '@/lib/dashboards/service/starters'
import { createContext } from '@/lib/runtime/runtime'
import { absent, create, list, patch, put, read, remove, restore, tagged, versions } from '@/tests/support/boards'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const trash = async () => (await list({ deleted: 'true', limit: '1000' })).data.dashboards
const isListed = async (id: string) => ({
  board: (await list({ limit: '1000' })).data.dashboards.some((one) => one.id === id),
  trash: (await trash()).some((one) => one.id === id),
})
const permanently = { query: { permanently: 'true' } }
const dayMs = 86_400_000
const inDays = (days: number) => {
  const context = createContext({ kind: 'system', name: 'test' })
  return { ...context, now: new Date(context.now.getTime() + days * dayMs) }
}
const text = { type: 'text', title: 'a' }

describe('a deleted board', () => {
  it('200: is in the trash, and nowhere else', async () => {
    const { data: board } = await create({ name: 'Gone', widgets: [text] })
    await remove(board.id)
    expect(await isListed(board.id)).toEqual({ board: false, trash: true })
    const [row] = (await trash()).filter(({ id }) => id === board.id)
    expect(row).toMatchObject({ name: 'Gone', widgets_count: 1, deleted_by: null })
    expect(Date.parse(row?.deleted_at ?? '')).toBeGreaterThan(Date.parse(board.created_at))
    expect((await read(board.id)).status).toBe(404)
    expect((await patch(board.id, { body: { name: 'x' } })).status).toBe(404)
    expect((await versions(board.id)).status).toBe(404)
  })
  it('200: comes back as it was, with its versions; the same again changes nothing', async () => {
    const { data: board } = await create({ name: 'Back', widgets: [text] })
    await remove(board.id)
    for (const _ of [1, 2]) expect((await restore(board.id)).data).toEqual(board)
    expect(await isListed(board.id)).toEqual({ board: true, trash: false })
    expect((await versions(board.id)).data.count).toBe(1)
  })
  it('200: is gone for good where that is asked, out of the trash or right away', async () => {
    for (const first of [true, false]) {
      const { data: board } = await create({ name: 'End', widgets: [text] })
      if (first) await remove(board.id)
      expect((await remove(board.id, permanently)).status).toBe(200)
      expect(await isListed(board.id)).toEqual({ board: false, trash: false })
      expect((await restore(board.id)).status).toBe(404)
      expect((await remove(board.id, permanently)).status).toBe(404)
    }
  })
  it('412: is not deleted over what somebody saved', async () => {
    const { data: board } = await create({ name: 'Kept' })
    await put(board.id, { body: { name: 'Newer' } })
    for (const query of [{}, permanently.query]) {
      expect((await remove(board.id, { headers: tagged(1), query })).status).toBe(412)
    }
    expect((await read(board.id)).status).toBe(200)
  })
  it('404, 400: what is not there, and a flag that is none', async () => {
    expect((await restore(absent)).status).toBe(404)
    expect((await remove(absent, permanently)).status).toBe(404)
    const { data: board } = await create({ name: 'x' })
    expect((await remove(board.id, { query: { permanently: 'maybe' } })).status).toBe(400)
    expect((await list({ deleted: 'maybe' })).status).toBe(400)
  })
  it('goes for good after 30 days, not before', async () => {
    const { data: board } = await create({ name: 'Old' })
    const { data: live } = await create({ name: 'Live' })
    await remove(board.id)
    await emptyTrash(inDays(29))
    expect((await isListed(board.id)).trash).toBe(true)
    expect(await emptyTrash(inDays(31))).toBeGreaterThan(0)
    expect((await isListed(board.id)).trash).toBe(false)
    expect((await read(live.id)).status).toBe(200)
  })
})

describe('a starter board', () => {
  const starters = () => ensureStarterDashboards(createContext({ kind: 'system', name: 'test' }))
  const make = async (table: string) => {
    await ingest([insertEvent({ table, after: { id: 1 } })])
    await starters()
    const found = (await list({ limit: '1000' })).data.dashboards.find((one) => one.starter_for === table)
    return found?.id ?? ''
  }
  const learn = async (table: string) => {
    await ingest([insertEvent({ table, after: { id: 2, amount: 5 } })])
    await starters()
  }

  it.each([
    ['deleted', {}],
    ['deleted for good', permanently],
  ])('%s does not come back by itself', async (name, sent) => {
    const table = `unwanted_${name.length}`
    const id = await make(table)
    await remove(id)
    if (sent === permanently) await remove(id, permanently)
    await learn(table)
    const boards = [...(await list({ limit: '1000' })).data.dashboards, ...(await trash())]
    expect(boards.filter((one) => one.starter_for === table).map((one) => one.id)).toEqual(
      sent === permanently ? [] : [id],
    )
  })
  it('that was in the trash for 30 days does not come back by itself either', async () => {
    const id = await make('forgotten')
    await remove(id)
    await emptyTrash(inDays(31))
    await learn('forgotten')
    expect(await isListed(id)).toEqual({ board: false, trash: false })
    expect((await list({ limit: '1000', q: 'Forgotten' })).data.count).toBe(0)
  })
  it('brought back follows its table again', async () => {
    const id = await make('returned')
    await remove(id)
    await restore(id)
    await learn('returned')
    expect((await read(id)).data.widgets.map(({ metric }) => metric)).toContain('returned_amount_sum')
  })
})
