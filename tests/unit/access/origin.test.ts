import { expect, test } from 'vitest'
import { isForeign, isLocal } from '@/lib/access/origin'

const host = 'localhost:3002'
const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

test.each<[string, Record<string, string>, { read: boolean; write: boolean }]>([
  ['a program says nothing', { host }, { read: false, write: false }],
  ['a page of ours', { host, 'sec-fetch-site': 'same-origin' }, { read: false, write: false }],
  ['an address typed by hand', { host, 'sec-fetch-site': 'none' }, { read: false, write: false }],
  ['a link on another site', { host, ...link }, { read: false, write: true }],
  ['a form on another site', { host, ...link, origin: 'https://evil.example' }, { read: true, write: true }],
  ['a frame on another site', { host, ...link, 'sec-fetch-dest': 'iframe' }, { read: true, write: true }],
  ['a script on another site', { host, 'sec-fetch-site': 'cross-site' }, { read: true, write: true }],
  ['a page of another port', { host, 'sec-fetch-site': 'same-site' }, { read: true, write: true }],
  ['the same origin, old browser', { host, origin: 'http://localhost:3002' }, { read: false, write: false }],
  ['another origin, old browser', { host, origin: 'http://localhost:3000' }, { read: true, write: true }],
  ['a sandboxed page', { host, origin: 'null' }, { read: true, write: true }],
  [
    'a proxy that says which host was asked',
    { host: '127.0.0.1:3002', 'x-forwarded-host': 'data.example', origin: 'https://data.example' },
    { read: false, write: false },
  ],
])('foreign: %s', (_name, sent, foreign) => {
  const headers = new Headers(sent)
  expect({ read: isForeign(headers, 'read'), write: isForeign(headers, 'write') }).toEqual(foreign)
})

test.each<[string, Record<string, string>, boolean]>([
  ['no host at all', {}, true],
  ['localhost', { host }, true],
  ['a name below localhost', { host: 'watch.localhost:3002' }, true],
  ['127.0.0.1', { host: '127.0.0.1:3002' }, true],
  ['127.1', { host: '127.1:3002' }, true],
  ['::1', { host: '[::1]:3002' }, true],
  ['a rebound name', { host: 'evil.example:3002' }, false],
  ['a name that begins alike', { host: '127.evil.example' }, false],
  ['a name that ends alike', { host: 'notlocalhost' }, false],
  ['user information', { host: 'localhost@evil.example' }, false],
  ['this machine in a network', { host: '192.168.1.7:3002' }, false],
  ['a proxy in front', { host, 'x-forwarded-host': 'data.example' }, false],
  ['two proxies in front', { host, 'x-forwarded-host': 'localhost, data.example' }, false],
  ['a page of another site', { host, origin: 'https://evil.example' }, false],
  ['a sandboxed page', { host, origin: 'null' }, false],
  ['a page of this machine', { host, origin: 'http://localhost:3002' }, true],
])('local: %s', (_name, sent, local) => {
  expect(isLocal(new Headers(sent))).toBe(local)
})
