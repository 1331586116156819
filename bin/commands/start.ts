import type { Description } from '../description'
import { wholeNumber } from '../read-option'

export const start: Description = {
  name: 'start',
  does: 'starts DataWatch, with a PostgreSQL of its own unless one is configured',
  about: `What is configured in datawatch.yaml of the folder where it is started (or in --config) and in the environment counts; these options win
over both. It goes on until Ctrl-C or SIGTERM, and then finishes what it has taken.`,
  options: [
    {
      flags: '--port <port>',
      does: 'where it listens; 3002 unless configured otherwise',
      read: wholeNumber(0, 65_535),
    },
    { flags: '--host <host>', does: 'the address that it listens on; 127.0.0.1 unless configured otherwise' },
    { flags: '--no-demo', does: 'without the demo shop' },
    { flags: '--dev', does: 'rebuilt as files change; for work on DataWatch itself' },
  ],
  reach: 'local',
  examples: [
    { run: 'datawatch start', does: 'on http://localhost:3002, with the demo where no database is configured' },
    {
      run: 'datawatch start --port 8080 --data-dir /var/lib/datawatch --no-demo',
      does: 'elsewhere, with nothing in it',
    },
  ],
  exits: { 1: 'it could not start, or did not stop in time' },
  load: () => import('../start'),
}
