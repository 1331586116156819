import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { SourceBody, SourcePatch } from '../kept-contract'
import type { SourceDetail } from '../list-contract'
import { announceSources, countRestart } from '../store/controls'
import { findKeptRow, insertKeptRow, type KeptRow, removeKeptRow, updateKeptRow } from '../store/kept'
import { draftKept, passwordFor, readConnection } from './draft'
import { openPassword, readKept, sealPassword, toPostgresSource } from './kept'
import { getSource } from './read'
import { releaseSlot } from './release-slot'

const taken = (name: string) => new AppError('conflict', `There is a source named ${name} already`)

/** Makes a source; whichever process has its turn begins to follow it at once. Throws `invalid_input` and `conflict`. */
export async function createSource(context: Context, body: SourceBody): Promise<SourceDetail> {
  const { db, config, now, actor } = context
  const { name, type } = body
  if (config.sources.some((source) => source.name === name)) throw taken(name)
  if (await findKeptRow(db, name)) throw taken(name)
  const { kept, password } = await draftKept(context, body)
  const secrets = sealPassword(context, name, password)
  const times = { createdBy: actor.name, createdAt: now, updatedAt: now }
  if (!(await insertKeptRow(db, { name, type, config: kept, secrets, ...times }))) throw taken(name)
  await announceSources(db)
  return getSource(context, name)
}

/** The row of a source that was made here. Throws `not_found`, and `conflict` for one of the configuration. */
export async function requireKept({ db, config }: Context, name: string): Promise<KeptRow> {
  if (config.sources.some((source) => source.name === name))
    throw new AppError('conflict', `The source ${name} is set in the configuration (sources); change it there`)
  const row = await findKeptRow(db, name)
  if (!row) throw new AppError('not_found', `There is no source ${name} that was made here`)
  return row
}

/** Changes what is given, and begins anew with it. Throws `not_found`, `invalid_input` and `conflict`. */
export async function updateSource(context: Context, name: string, patch: SourcePatch): Promise<SourceDetail> {
  const { db, now, actor } = context
  const row = await requireKept(context, name)
  const before = readKept(row)
  const { url, tls, ca, ...wanted } = patch
  const next = { ...before, ...wanted, ...(tls ? { tls } : {}) }
  if (ca === null) delete next.ca
  else if (ca !== undefined) next.ca = ca
  const change: Partial<KeptRow> = { updatedAt: now }
  if (url !== undefined) {
    const connection = readConnection({ url, tls })
    const password = passwordFor(context, connection, row)
    const { password: _, ...place } = connection
    Object.assign(next, place)
    change.secrets = sealPassword(context, name, password)
  }
  await updateKeptRow(db, name, { ...change, config: next })
  await countRestart(db, name, { changedBy: actor.name, changedAt: now })
  return getSource(context, name)
}

/**
 * Ends a source and lets go of its slot, for a slot that nobody reads fills the disk of its server. Its events and metrics stay.
 * Throws `not_found` and `conflict`.
 */
export async function deleteSource(context: Context, name: string) {
  const { db } = context
  const row = await requireKept(context, name)
  const source = toPostgresSource(name, readKept(row), openPassword(context, row).password)
  await removeKeptRow(db, name)
  await announceSources(db)
  return { name, deleted: true as const, ...(await releaseSlot(context, source)) }
}
