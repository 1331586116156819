import { eventTypes } from '@/lib/events/contract'
import type { Description } from '../description'
import { wholeNumber } from '../read-option'

export const tail: Description = {
  name: 'tail',
  does: 'shows events as they are stored',
  about: `Where the connection is lost it goes on after the last event that was shown; how many were left out, because there were more than this
reader took, is said.`,
  options: [
    { flags: '--table <name>', does: 'only those of this table' },
    { flags: '--schema <name>', does: 'only those of this schema' },
    { flags: '--op <type>', does: 'only those of this type', choices: eventTypes },
    { flags: '-q, --search <text>', does: 'only those with this text in their row or their id' },
    { flags: '--after <uid>', does: 'from after this event on, rather than from now' },
    { flags: '--limit <events>', does: 'ends after so many', read: wholeNumber(1) },
    { flags: '--json', does: 'one event a line, as JSON' },
  ],
  reach: 'remote',
  examples: [
    { run: 'datawatch tail --table orders', does: 'what happens to orders' },
    { run: "datawatch tail --op DELETE --json | jq -r '.before.email'", does: 'of all deletes one column, on and on' },
  ],
  load: () => import('../tail'),
}
