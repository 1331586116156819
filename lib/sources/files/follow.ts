import 'server-only'
import type { FilesSource } from '@/lib/config/files-source'
import { followSource } from '../follow'
import type { Follower, FollowParts } from '../follower'
import { FilesSession } from './session'

function describe(error: unknown) {
  const { code, path, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return { state: 'waiting' as const, detail: `${path ?? 'the folder'} is not there yet` }
  if (code === 'EACCES')
    return { state: 'failed' as const, detail: `${path} may not be read by the user that runs DataWatch` }
  return { state: 'failed' as const, detail: message }
}

/** Follows files: those that are there, and those that come. */
export const followFiles = (source: FilesSource, parts: FollowParts): Follower =>
  followSource(
    {
      name: source.name,
      slot: '',
      describe,
      run: (attempt) => new FilesSession({ source, ...parts, ...attempt }).run(),
    },
    parts,
  )
