import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { problems, path } = configFolder()

test.each([
  [
    'a misspelt key',
    'metrics:\n  retnetion: 1d\n',
    'datawatch.yaml:2: metrics.retnetion is not a known key; did you mean metrics.retention?',
  ],
  ['a misspelt section', 'sevrer:\n  port: 1\n', 'datawatch.yaml:1: sevrer is not a known key; did you mean server?'],
  [
    'camel case',
    'database:\n  poolSize: 5\n',
    'datawatch.yaml:2: database.poolSize is not a known key; did you mean database.pool_size?',
  ],
  [
    'a key of another section',
    'server:\n  retention: 1d\n',
    'datawatch.yaml:2: server.retention is not a known key; did you mean metrics.retention?',
  ],
  [
    'a key without its section',
    'retention: 1d\n',
    'datawatch.yaml:1: retention is not a known key; did you mean metrics.retention?',
  ],
  ['a key like no other', 'server:\n  flavour: sweet\n', 'datawatch.yaml:2: server.flavour is not a known key'],
  ['__proto__', 'server:\n  __proto__: {port: 1}\n', 'datawatch.yaml:2: server.__proto__ is not a known key'],
  [
    'a key in a source',
    'sources:\n  - name: a\n    type: postgres\n    url: postgres://h/d\n    tabels: [x]\n',
    'datawatch.yaml:5: sources.0.tabels is not a known key; did you mean sources.0.tables?',
  ],
  [
    'a key in a table of privacy',
    'privacy:\n  tables:\n    - table: orders\n      maks: [note]\n',
    'datawatch.yaml:4: privacy.tables.0.maks is not a known key; did you mean privacy.tables.0.mask?',
  ],
  [
    'a key of privacy',
    'privacy:\n  enable: true\n',
    'datawatch.yaml:2: privacy.enable is not a known key; did you mean privacy.enabled?',
  ],
  [
    'columns that are no list',
    'privacy:\n  tables:\n    - table: orders\n      mask: {note: true}\n',
    'datawatch.yaml:4: privacy.tables.0.mask must be a list (got keys)',
  ],
  [
    'a table of privacy without its name',
    'privacy:\n  tables:\n    - mask: [note]\n',
    'datawatch.yaml:3: privacy.tables.0.table is required',
  ],
  [
    'a column that is masked and stays',
    'privacy:\n  tables:\n    - table: orders\n      mask: [note]\n      allow: [note]\n',
    'datawatch.yaml:3: privacy.tables.0: note stands in two of mask, hash and allow',
  ],
  [
    'a table of privacy without columns',
    'privacy:\n  tables:\n    - table: orders\n',
    'datawatch.yaml:3: privacy.tables.0 needs columns under mask, hash or allow',
  ],
  [
    'hours of metrics that go before minutes',
    'metrics:\n  rollup_retention:\n    minutes: 60d\n    hours: 30d\n',
    'datawatch.yaml:4: metrics.rollup_retention.hours must not be below that of minutes',
  ],
  [
    'a port out of range',
    'server:\n  port: 70000\n',
    'datawatch.yaml:2: server.port must be a whole number from 0 to 65535 (got 70000)',
  ],
  [
    'a port in words',
    'server:\n  port: http\n',
    'datawatch.yaml:2: server.port must be a whole number from 0 to 65535 (got "http")',
  ],
  [
    'a fraction',
    'database:\n  pool_size: 2.5\n',
    'datawatch.yaml:2: database.pool_size must be a whole number from 2 to 1000 (got 2.5)',
  ],
  [
    'a duration without a unit',
    'metrics:\n  retention: 720\n',
    'datawatch.yaml:2: metrics.retention must be a duration such as 30s, 1m30s, 720h or 7d (got 720)',
  ],
  [
    'a duration out of range',
    'metrics:\n  retention: 5m\n',
    'datawatch.yaml:2: metrics.retention must be a duration from 1h to 3650d (got "5m")',
  ],
  [
    'a flag that is none',
    'anomaly:\n  enabled: maybe\n',
    'datawatch.yaml:2: anomaly.enabled must be true or false (got "maybe")',
  ],
  [
    'a size that is none',
    'ingest:\n  max_body_bytes: lots\n',
    'datawatch.yaml:2: ingest.max_body_bytes must be a size such as 4096, 512KiB or 5MiB (got "lots")',
  ],
  [
    'a wrong choice',
    'anomaly:\n  sensitivity: hihg\n',
    'datawatch.yaml:2: anomaly.sensitivity must be one of low, medium, high (got "hihg"); did you mean high?',
  ],
  [
    'a wrong choice in a list',
    'anomaly:\n  algorithms:\n    - statistical\n    - prophet\n',
    'datawatch.yaml:4: anomaly.algorithms.1 must be one of statistical, seasonal, ml (got "prophet")',
  ],
  ['a section that is a text', 'server: fast\n', 'datawatch.yaml:1: server must be keys of its own (got "fast")'],
  ['a section that is a list', 'server:\n  - port\n', 'datawatch.yaml:1: server must be keys of its own (got a list)'],
  ['a list that is keys', 'sources:\n  name: shop\n', 'datawatch.yaml:1: sources must be a list (got keys)'],
  [
    'a slot name that Postgres refuses',
    'sources:\n  - {name: a, type: postgres, url: "postgres://h/d", slot: My-Slot}\n',
    'datawatch.yaml:2: sources.0.slot must be a name of 1 to 63 lower-case letters, digits and _ (got "My-Slot")',
  ],
  [
    'a database of another kind, its password unrepeated',
    'database:\n  url: mysql://root:secret@h/d\n',
    'datawatch.yaml:2: database.url must be a URL that begins with postgres:// or postgresql://',
  ],
  [
    'a short API key, unrepeated',
    'access:\n  api_keys: [short]\n',
    'datawatch.yaml:2: access.api_keys.0 must be a text of at least 16 characters',
  ],
  [
    'an owner without a password',
    'access:\n  owner_email: a@b.c\n',
    'datawatch.yaml:2: access.owner_email needs access.owner_password',
  ],
  [
    'a mail channel without a sender',
    'alerts:\n  channels:\n    email:\n      smtp_host: h\n',
    'datawatch.yaml:3: alerts.channels.email.from is required',
  ],
  [
    'an unset variable',
    `database:\n  url: \${NOT_SET}\n`,
    `datawatch.yaml:2: database.url: \${NOT_SET} is not set in the environment`,
  ],
  [
    'a variable that cannot be one',
    `cron:\n  secret: \${NOT A NAME}\n`,
    `datawatch.yaml:2: cron.secret: \${NOT A NAME} is not a variable; write \${NAME} or \${NAME:-default}`,
  ],
  ['the same key twice', 'server:\n  port: 1\n  port: 2\n', 'datawatch.yaml:3: Map keys must be unique'],
  ['a file that is a list', '- server\n', 'datawatch.yaml:1: expected keys such as server: and metrics:'],
  [
    'less to read than one request may bring',
    'ingest:\n  max_reading_bytes: 10MiB\n',
    'datawatch.yaml:2: ingest.max_reading_bytes must not be below ingest.max_body_bytes and ingest.max_unpacked_bytes together',
  ],
  [
    'an event above its request',
    'ingest:\n  max_event_bytes: 20MiB\n',
    'datawatch.yaml:2: ingest.max_event_bytes must not be above ingest.max_unpacked_bytes',
  ],
])('%s', (_name, yaml, message) => {
  expect(problems(yaml)).toEqual([message])
})

test('an unset variable where a value must stand is told once', () => {
  expect(problems(`sources:\n  - name: a\n    type: postgres\n    url: \${NOPE}\n`)).toEqual([
    `datawatch.yaml:4: sources.0.url: \${NOPE} is not set in the environment`,
  ])
})

test('YAML that is broken: the line and what was found', () => {
  const [first] = problems('server:\n  port: [1\nmetrics:\n')
  expect(first).toMatch(/^datawatch\.yaml:[23]: /)
})

test.each([
  ['a wrong port', { PORT: 'abc' }, 'PORT: server.port must be a whole number from 0 to 65535 (got "abc")'],
  [
    'a wrong level',
    { LOG_LEVEL: 'inof' },
    'LOG_LEVEL: log.level must be one of trace, debug, info, warn, error, fatal, silent (got "inof"); did you mean info?',
  ],
  [
    'a wrong item of a list',
    { DATAWATCH_ANOMALY_ALGORITHMS: 'statistical,magic' },
    'DATAWATCH_ANOMALY_ALGORITHMS: anomaly.algorithms.1 must be one of statistical, seasonal, ml (got "magic")',
  ],
  [
    'a secret, unrepeated',
    { NEXTAUTH_SECRET: 'short' },
    'NEXTAUTH_SECRET: access.secret must be a text of at least 16 characters',
  ],
])('from the environment: %s', (_name, env, message) => {
  expect(problems(null, env)).toEqual([message])
})

test('a file named by DATAWATCH_CONFIG that is not there', () => {
  expect(problems(null, { DATAWATCH_CONFIG: 'nowhere.yaml' })).toEqual([
    `${path('nowhere.yaml')} cannot be read (ENOENT)`,
  ])
})

test('everything wrong is told at once, in the order of the file', () => {
  expect(problems(`server:\n  port: x\n  prot: 1\nmetrics:\n  retention: \${NOPE}\nlog:\n  level: loud\n`)).toEqual([
    'datawatch.yaml:2: server.port must be a whole number from 0 to 65535 (got "x")',
    'datawatch.yaml:3: server.prot is not a known key; did you mean server.port?',
    `datawatch.yaml:5: metrics.retention: \${NOPE} is not set in the environment`,
    'datawatch.yaml:7: log.level must be one of trace, debug, info, warn, error, fatal, silent (got "loud")',
  ])
})
