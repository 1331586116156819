import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { kindByName } from './file-kind'

export type FoundFile = { path: string; size: number; changedAt: number }

const pattern = (name: string) =>
  new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )

/**
 * The files that a path means, by name: itself, those of a folder whose names say how they are written, or those that a pattern with
 * `*` and `?` in its last part fits. Hidden ones are left out: they are not whole yet. Throws where the folder is not there.
 */
export async function findFiles(path: string): Promise<FoundFile[]> {
  const look = async (one: string): Promise<FoundFile | null> => {
    const found = await stat(one).catch(() => null)
    return found?.isFile() ? { path: one, size: found.size, changedAt: found.mtimeMs } : null
  }
  const isPattern = /[*?]/.test(basename(path))
  const place = isPattern ? null : await stat(path)
  if (place && !place.isDirectory()) return [{ path, size: place.size, changedAt: place.mtimeMs }]
  const folder = isPattern ? dirname(path) : path
  const fits = isPattern ? pattern(basename(path)) : null
  const names = (await readdir(folder)).filter(
    (name) => !name.startsWith('.') && (fits ? fits.test(name) : kindByName(name) !== undefined),
  )
  const files = await Promise.all(names.sort().map((name) => look(join(folder, name))))
  return files.filter((file) => file !== null)
}
