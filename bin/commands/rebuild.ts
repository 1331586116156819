import type { Description } from '../description'
import { instant } from '../read-option'

export const rebuild: Description = {
  name: 'rebuild',
  does: 'recomputes rollups and levels from what they are made of, and proves them equal',
  about: `Recomputes the rollups from the raw events that remain, day by day. DataWatch may go on running. Days of which raw events have
expired are left as they are. Then compares what levels are now with the rows that are known, which never expire, and sets those that
differ.`,
  options: [
    { flags: '--check', does: 'compares and changes nothing' },
    { flags: '--table <name>', does: 'only the tables of this name, such as orders or public.orders' },
    { flags: '--from <time>', does: 'from the day of this time on, such as 2026-03-01T00:00:00Z', read: instant },
    { flags: '--to <time>', does: 'up to this time', read: instant },
    { flags: '--json', does: 'the report as JSON' },
  ],
  reach: 'local',
  examples: [
    { run: 'datawatch rebuild --check', does: 'is every metric what its events say?' },
    { run: 'datawatch rebuild --table orders --from 2026-03-01T00:00:00Z', does: 'one table, from March on' },
  ],
  exits: { 0: 'all is equal, or was made so', 1: 'something differs' },
  load: () => import('../rebuild'),
}
