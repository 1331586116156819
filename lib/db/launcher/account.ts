import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Who the server runs as: PostgreSQL refuses root, so root hands it to `nobody`. */
export type Account = { uid: number; gid: number } | undefined

const nobody = 65_534

/** @throws where this process is root and the machine has no account 65534, which initdb needs to look up */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return undefined
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = entry.find((fields) => Number(fields[2]) === nobody)
  if (!found)
    throw new Error(
      'PostgreSQL cannot run as root and there is no account with id 65534 (nobody); set DATABASE_URL or start as another user',
    )
  return { uid: nobody, gid: Number(found[3]) }
}

/** Whether the account may walk into the folder, by the modes of all that lies above it. */
export function canEnter(account: Account, folder: string): boolean {
  if (!account) return true
  const { uid, gid, mode } = statSync(folder)
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  return dirname(folder) === folder || canEnter(account, dirname(folder))
}

export function give(account: Account, path: string) {
  if (account) chownSync(path, account.uid, account.gid)
}

/** All that the server's programs get of our environment: no PG… variable and no locale may change what they do. */
export const serverEnvironment: NodeJS.ProcessEnv = { NODE_ENV: 'production', LC_ALL: 'C', TZ: 'UTC' }
