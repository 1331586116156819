import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { problems } = configFolder()

test.each([
  [
    'a source without an address',
    'sources:\n  - name: shop\n    type: postgres\n',
    'datawatch.yaml:2: sources.0.url is required',
  ],
  [
    'a source of another kind',
    'sources:\n  - name: shop\n    type: mysql\n    url: postgres://h/d\n',
    'datawatch.yaml:3: sources.0.type must be one of postgres, nats, webhook, files (got "mysql")',
  ],
  [
    'a source of a kind misspelt',
    'sources:\n  - name: shop\n    type: webhok\n',
    'datawatch.yaml:3: sources.0.type must be one of postgres, nats, webhook, files (got "webhok"); did you mean webhook?',
  ],
  ['a source of no kind', 'sources:\n  - name: shop\n', 'datawatch.yaml:2: sources.0.type is required'],
  [
    'a key of another kind of source',
    'sources:\n  - name: hook\n    type: webhook\n    slot: a\n',
    'datawatch.yaml:4: sources.0.slot is not a known key where type is webhook',
  ],
  [
    'a key in a webhook source',
    'sources:\n  - name: hook\n    type: webhook\n    secert: 0123456789abcdef\n',
    'datawatch.yaml:4: sources.0.secert is not a known key; did you mean sources.0.secret?',
  ],
  [
    'a stream whose address is of something else',
    'sources:\n  - name: log\n    type: nats\n    url: http://h:4222\n    stream: CDC\n',
    'datawatch.yaml:4: sources.0.url must be an address such as nats://host:4222 or tls://user:password@host:4222, or several with commas',
  ],
  [
    'a consumer that NATS would not take',
    'sources:\n  - name: log\n    type: nats\n    url: nats://h:4222,tls://i\n    stream: CDC\n    durable: data.watch\n',
    'datawatch.yaml:6: sources.0.durable must be the name of a consumer, without spaces, dots, * and > (got "data.watch")',
  ],
  [
    'a short secret, unrepeated',
    'sources:\n  - name: hook\n    type: webhook\n    secrets: [short]\n',
    'datawatch.yaml:4: sources.0.secrets.0 must be a text of at least 16 characters',
  ],
  [
    'a scheme unheard of',
    'sources:\n  - name: hook\n    type: webhook\n    scheme: standard\n',
    'datawatch.yaml:4: sources.0.scheme must be one of standard_webhooks, savegress, any (got "standard")',
  ],
  [
    'a secret that is no base64, where it must be',
    'sources:\n  - name: hook\n    type: webhook\n    scheme: standard_webhooks\n    secret: not base64 but long enough\n',
    'datawatch.yaml:2: sources.0: a secret of standard_webhooks is base64 of at least 16 bytes, with or without whsec_',
  ],
])('%s', (_name, yaml, message) => {
  expect(problems(yaml)).toEqual([message])
})
