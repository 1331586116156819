import type { Description } from '../description'

export const doctor: Description = {
  name: 'doctor',
  does: 'checks this machine, the configuration, the database, Redis, the storage engine, the sources and the server, and says what to do',
  about:
    'Reads the configuration as a start does, changes nothing, and shows no secret. Redis and a storage engine are asked where the configuration names them.',
  options: [{ flags: '--json', does: 'the findings as JSON' }],
  reach: 'local',
  examples: [
    { run: 'datawatch doctor', does: 'is all well here?' },
    { run: 'DATABASE_URL=postgres://db/datawatch datawatch doctor', does: 'would this database do?' },
    { run: 'REDIS_URL=redis://cache:6379 datawatch doctor', does: 'and this Redis?' },
  ],
  exits: { 0: 'nothing fails', 1: 'something fails', 2: 'the configuration cannot be used' },
  load: () => import('../doctor'),
}
