import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listCluster } from '@/lib/db/backup/cluster-files'

let data = ''
const write = (path: string) => {
  mkdirSync(dirname(join(data, path)), { recursive: true })
  writeFileSync(join(data, path), 'four')
}
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'datawatch-cluster-'))
  for (const path of ['PG_VERSION', 'global/pg_control', 'base/5/1259', 'base/5/1259_fsm', 'pg_xact/0000']) write(path)
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const paths = async () => (await listCluster(data)).map(({ path }) => path)

test('files and folders with their sizes, the control file last', async () => {
  const listed = await listCluster(data)
  expect(listed.map(({ path }) => path).toSorted()).toEqual([
    'PG_VERSION',
    'base',
    'base/5',
    'base/5/1259',
    'base/5/1259_fsm',
    'global',
    'global/pg_control',
    'pg_xact',
    'pg_xact/0000',
  ])
  expect(listed.at(-1)).toEqual({ path: 'global/pg_control', size: 4 })
  expect(listed.find(({ path }) => path === 'base/5')?.size).toBeNull()
})

test('what is only of the running server is left out; its folders stay', async () => {
  const before = await paths()
  const running = ['postmaster.pid', 'postmaster.opts', 'backup_label', 'base/5/pg_internal.init', 'base/5/t3_16384']
  for (const path of [...running, 'base/pgsql_tmp/pgsql_tmp1.0']) write(path)
  const folders = ['pg_wal', 'pg_replslot', 'pg_notify', 'pg_subtrans', 'pg_stat_tmp']
  for (const folder of folders) write(`${folder}/0001`)
  expect((await paths()).toSorted()).toEqual([...before, ...folders].toSorted())
})

test('a tablespace elsewhere is refused', async () => {
  mkdirSync(join(data, 'pg_tblspc'))
  symlinkSync('/var/lib', join(data, 'pg_tblspc/16400'))
  await expect(listCluster(data)).rejects.toThrow('pg_tblspc/16400 is neither a file nor a folder')
})
