import type { Description } from '../description'

export const secrets: Description = {
  name: 'secrets',
  does: 'makes the secrets that production needs; changes the one that seals and signs',
  about: `Makes the secrets that nobody gave yet, as files of the data folder that only its owner can read. What is there stays as it is, and no
secret is shown.

"secrets rotate" changes access.secret: it makes a new one in the data folder (or takes the one that is given, with the earlier ones
under access.previous_secrets), seals anew all that is stored sealed, and proves that it opens. A running DataWatch goes on; killed in
the middle, the same command goes on.`,
  arguments: [{ name: 'verb', does: 'rotate changes access.secret', choices: ['rotate'], optional: true }],
  options: [
    { flags: '--print', does: 'prints them as variables, for where secrets are kept elsewhere; writes no file' },
    { flags: '--drop-previous', does: 'of rotate: then forgets the earlier secrets of the data folder' },
    {
      flags: '--new-pseudonyms',
      does: 'of rotate: gives up the key of pseudonyms where it opens with none of the secrets',
    },
  ],
  reach: 'local',
  examples: [
    { run: 'datawatch secrets', does: 'before the first start in production' },
    { run: 'datawatch secrets rotate --drop-previous', does: 'a new secret, and the old one gone' },
  ],
  exits: { 1: 'something opens with none of the secrets' },
  load: () => import('../secrets'),
}
