import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, give } from '../launcher/account'
import { BackupError } from './manifest'
import type { Taker } from './read-backup'

const mostBytesOfSecret = 64 * 1024

async function collect(path: string, chunks: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytesOfSecret) throw new BackupError(`${path} is too long for a secret`)
    read.push(chunk)
  }
  return Buffer.concat(read).toString('utf8')
}

/** Writes the data of a backup below a folder, for the account that PostgreSQL runs as; its secrets are only collected. */
export function unpackInto(folder: string, account: Account) {
  const secrets = new Map<string, string>()
  const taker: Pick<Taker, 'file' | 'folder'> = {
    async folder(path) {
      await mkdir(join(folder, path), { mode: 0o700 })
      give(account, join(folder, path))
    },
    async file(path, chunks) {
      if (path.startsWith('secrets/')) {
        secrets.set(path.slice('secrets/'.length), await collect(path, chunks))
        return
      }
      const file = await open(join(folder, path), 'wx', 0o600)
      try {
        if (account) await file.chown(account.uid, account.gid)
        for await (const chunk of chunks) await file.appendFile(chunk)
      } finally {
        await file.close()
      }
    },
  }
  return { taker, secrets }
}
