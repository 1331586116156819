import { engineNames } from '@/lib/storage/engine-contract'
import type { Description } from '../description'

const json = { flags: '--json', does: 'the answer as JSON' }
const targets = [...engineNames, 'postgres']

export const storage: Description = {
  name: 'storage',
  does: 'says in which engine minutes rest, and moves them from one to another',
  commands: [
    {
      name: 'status',
      does: 'in which engine minutes rest, what waits for it, and what it would not take',
      options: [json],
      reach: 'local',
      examples: [
        { run: 'datawatch storage status', does: 'how is the engine?' },
        { run: 'datawatch storage status --json | jq .waiting_rows', does: 'how many minutes of series wait for it' },
      ],
      load: () => import('../storage-status'),
    },
    {
      name: 'migrate',
      does: 'moves all minutes that are kept into an engine, from one to another, or back',
      about: `Copies all minutes that are kept and compares count and sum of each series afterwards. What the engines are is read from the
configuration: the section of the one that is left stays there until this has run. DataWatch may go on running. A migration that was
stopped goes on where it was.`,
      options: [{ flags: '--to <engine>', does: 'where to; postgres is back', choices: targets }, json],
      reach: 'local',
      examples: [
        {
          run: 'datawatch storage migrate --to influxdb',
          does: 'out of PostgreSQL, or of another engine, into InfluxDB',
        },
        { run: 'datawatch storage migrate --to postgres', does: 'back into PostgreSQL' },
      ],
      exits: { 0: 'all was moved and is equal', 1: 'something differs' },
      load: () => import('../storage-migrate'),
    },
  ],
}
