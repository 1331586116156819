import type { Description } from '../description'

export const restore: Description = {
  name: 'restore',
  does: 'puts what a backup holds in the place of the embedded database',
  about: `Only while DataWatch does not run. All of FILE is verified, unpacked beside, recovered and opened before anything is replaced;
what was there is kept under another name.`,
  arguments: [{ name: 'file', does: 'what "datawatch backup" wrote', takes: 'file' }],
  options: [
    { flags: '--discard', does: 'removes what was there, once the restored one has its place' },
    { flags: '--check', does: 'verifies the file and changes nothing' },
  ],
  reach: 'local',
  examples: [
    { run: 'datawatch restore /backups/datawatch.tgz --check', does: 'is the backup whole?' },
    { run: 'datawatch restore /backups/datawatch.tgz', does: 'go back to it' },
  ],
  exits: { 1: 'the file is not whole or does not fit', 130: 'it was stopped, and nothing was replaced' },
  load: () => import('../restore'),
}
