import type { Description } from '../description'

export const backup: Description = {
  name: 'backup',
  does: 'writes the embedded database and its secrets into a file, while it runs',
  about: `Writes the database as it is when the command ends into FILE, a compressed archive. FILE appears once it is whole, and replaces
one of that name. In it are also the secrets that the data folder keeps, without which the secrets of alert channels do not open:
keep it as you keep those.`,
  arguments: [{ name: 'file', does: 'where it goes; - is standard output', takes: 'file' }],
  options: [{ flags: '--without-secrets', does: 'leaves the secrets out' }],
  reach: 'local',
  examples: [
    { run: 'datawatch backup /backups/datawatch.tgz', does: 'every night, by a timer' },
    { run: 'datawatch backup - --without-secrets | ssh vault "cat > datawatch.tgz"', does: 'to another machine' },
  ],
  exits: { 0: 'the backup is whole', 2: 'there is none', 130: 'it was stopped, and there is none' },
  load: () => import('../backup'),
}
