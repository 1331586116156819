import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearStaging, finishSwap, swapIn } from '@/lib/db/backup/swap'

let root = ''
let folder = ''
const swap = () => ({ folder, staging: 'new-restore-1', kept: 'data.before-restore-1' })
const made = (path: string, text: string) => {
  mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, path, 'PG_VERSION'), text)
}
const at = (path: string) => {
  const file = join(folder, path, 'PG_VERSION')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'datawatch-swap-'))
  folder = join(root, 'postgres')
  made('data', 'old')
  made('new-restore-1/data', 'new')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const afterwards = () => ({ data: at('data'), kept: at('data.before-restore-1'), left: readdirSync(root) })
const swapped = { data: 'new', kept: 'old', left: ['postgres'] }

test('the restored data takes the place, what was there is kept', () => {
  swapIn(root, swap())
  expect(afterwards()).toEqual(swapped)
})

const decided = () => writeFileSync(join(root, 'restore.json'), JSON.stringify(swap()))
const moved = () => renameSync(join(folder, 'data'), join(folder, 'data.before-restore-1'))
const placed = () => renameSync(join(folder, 'new-restore-1/data'), join(folder, 'data'))

test.each([
  ['it was decided', [decided]],
  ['the old data was moved away', [decided, moved]],
  ['the new data was in its place', [decided, moved, placed]],
])('killed after %s: the next start carries it out, once', (_name, steps) => {
  for (const step of steps) step()
  finishSwap(root)
  finishSwap(root)
  expect(afterwards()).toEqual(swapped)
})

test('killed before it was decided: the old data stays, what was made ready is cleared away', async () => {
  finishSwap(root)
  await clearStaging(folder)
  expect(afterwards()).toEqual({ data: 'old', kept: null, left: ['postgres'] })
  expect(readdirSync(folder)).toEqual(['data'])
})
