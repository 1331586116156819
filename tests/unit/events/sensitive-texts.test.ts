import { describe, expect, test } from 'vitest'
import { isCardNumber } from '@/lib/events/card-number'
import { isIban } from '@/lib/events/iban'
import { passesLuhn } from '@/lib/events/luhn'
import { maskText } from '@/lib/events/sensitive-texts'

const replacing = { secret: () => '[masked]', personal: () => '[P]' }
const plain = { hintsCard: false, hintsSsn: false, namesThings: false }
/** `[S]` stands for what opens something, `[P]` for what says who somebody is. */
const mask = (text: string, hints: Partial<typeof plain> = {}) =>
  maskText(text, { ...plain, ...hints }, replacing).replaceAll('[masked]', '[S]')

/** Assembled, so that no scanner of the source takes a made-up key for a real one. */
const key = (...parts: string[]) => parts.join('')
const jwt = key('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0In0', '.', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
const github = key('ghp', '_', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6')
const aws = key('AKIA', 'IOSFODNN7EXAMPLE')
const slack = key('xoxb', '-', '123456789012-123456789012-aBcDeFgHiJkLmNoPqRsTuVwX')
const stripe = key('sk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc')
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx1Rk9\n-----END RSA PRIVATE KEY-----'

describe('what opens something is replaced, alone or in a text', () => {
  test.each([
    ['a JWT', jwt, '[S]'],
    ['a JWT in a sentence', `got ${jwt} back`, 'got [S] back'],
    ['a GitHub token', github, '[S]'],
    ['an AWS access key', aws, '[S]'],
    ['an AWS access key in a line', `id=${aws} region=eu`, 'id=[S] region=eu'],
    ['a Slack token', slack, '[S]'],
    ['a Stripe key', stripe, '[S]'],
    ['a Google key', key('AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'), '[S]'],
    ['a GitLab token', key('glpat', '-', 'aBcD1234eFgH5678iJkL'), '[S]'],
    ['a key of DataWatch', key('dw', '_', 'aBcD1234eFgH5678'), '[S]'],
    ['a bearer header', 'Bearer aBcD1234eFgH5678', '[S]'],
    ['a basic header', 'Basic dXNlcjpwYXNzd29yZA==', '[S]'],
    ['a header in a log line', 'Authorization: Bearer aBcD1234eFgH5678', 'Authorization: [S]'],
    ['a private key', pem, '[S]'],
    ['a private key between others', `a\n${pem}\nb`, 'a\n[S]\nb'],
    ['a private key that is cut off', pem.slice(0, 50), '[S]'],
    ['two private keys', `${pem}\n${pem}`, '[S]\n[S]'],
    ['the password of a URL', 'postgres://app:hunter2@db.example:5432/shop', 'postgres://app:[S]@db.example:5432/shop'],
    ['a query string', 'https://x.example/a?token=abc123&page=2', 'https://x.example/a?token=[S]&page=2'],
    ['an assignment', 'user=bob password=hunter2 ok', 'user=bob password=[S] ok'],
    ['a sentence', 'the password: hunter2', 'the password: [S]'],
    ['JSON in a text', '{"user":"bob","password":"hun\\"ter 2"}', '{"user":"bob","password":"[S]"}'],
    ['JSON in JSON in a text', '{\\"password\\":\\"hunter2\\",\\"a\\":1}', '{\\"password\\":\\"[S]\\",\\"a\\":1}'],
    ['a number in JSON in a text', '{"cvv":123,"a":1}', '{"cvv":"[S]","a":1}'],
    ['camel case in JSON', '{"clientSecret": "abc"}', '{"clientSecret": "[S]"}'],
    ['a quote that is not closed', "secret='abc def", "secret='[S]"],
    [
      'a Slack webhook',
      'https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/aBcD1234eFgH5678',
      'https://hooks.slack.com/services/[S]',
    ],
  ])('%s', (_name, text, expected) => expect(mask(text)).toBe(expected))
})

describe('numbers of payment cards', () => {
  test.each([
    ['Visa', '4111111111111111', '[S]'],
    ['Visa in groups', '4111 1111 1111 1111', '[S]'],
    ['Visa with dashes', '4111-1111-1111-1111', '[S]'],
    ['Mastercard', '5555555555554444', '[S]'],
    ['Mastercard of the 2 series', '2223003122003222', '[S]'],
    ['American Express', '378282246310005', '[S]'],
    ['American Express in groups', '3782 822463 10005', '[S]'],
    ['Discover', '6011111111111117', '[S]'],
    ['Diners Club', '30569309025904', '[S]'],
    ['JCB', '3530111333300000', '[S]'],
    ['in a sentence', 'paid by 4111 1111 1111 1111, thanks', 'paid by [S], thanks'],
    ['a wrong check digit', '4111111111111112', '4111111111111112'],
    ['no network', '1234567812345670', '1234567812345670'],
    ['part of a longer number', '94111111111111111234', '94111111111111111234'],
    ['part of a name', 'a4111111111111111', 'a4111111111111111'],
    ['a fraction', '4111111111111111.25', '4111111111111111.25'],
    ['a UUID of digits', '41111111-1111-1111-8111-111111111111', '41111111-1111-1111-8111-111111111111'],
    ['a time to the microsecond', '2026-03-01 10:00:00.123456', '2026-03-01 10:00:00.123456'],
    ['a compact time', '20260301100000000', '20260301100000000'],
    ['twelve digits', '411111111111', '411111111111'],
  ])('%s', (_name, text, expected) => expect(mask(text)).toBe(expected))

  test('bare digits in a column that names things are none, grouped ones are', () => {
    expect(mask('4111111111111111', { namesThings: true })).toBe('4111111111111111')
    expect(mask('4111 1111 1111 1111', { namesThings: true })).toBe('[S]')
  })

  test('of a network that nobody knows are found where the name hints at a card', () => {
    expect(mask('1234567812345670', { hintsCard: true })).toBe('[S]')
    expect(isCardNumber('0000000000000000', true)).toBe(false)
  })
})

describe('what says who somebody is', () => {
  test.each([
    ['an address', 'bob@example.com', '[P]'],
    ['an address with a tag', 'bob.smith+news@mail.example.co.uk', '[P]'],
    ['an address of another script', 'босс@почта.рф', '[P]'],
    ['an address in a sentence', 'write to bob@example.com.', 'write to [P].'],
    ['an address between brackets', 'Bob <bob@example.com>', 'Bob <[P]>'],
    ['two addresses', 'a@b.co, c@d.org', '[P], [P]'],
    ['a link', 'mailto:bob@example.com', 'mailto:[P]'],
    ['a picture', 'logo@2x.png', 'logo@2x.png'],
    ['a package', 'react@18.2.0', 'react@18.2.0'],
    ['a handle', '@datawatch', '@datawatch'],
    ['no domain', 'bob@localhost', 'bob@localhost'],
    ['an IBAN', 'DE89370400440532013000', '[P]'],
    ['an IBAN in groups', 'GB29 NWBK 6016 1331 9268 19', '[P]'],
    ['an IBAN in a sentence', 'to NL91ABNA0417164300 please', 'to [P] please'],
    ['an IBAN with a wrong check', 'DE88370400440532013000', 'DE88370400440532013000'],
    ['an IBAN that is too long', 'DE893704004405320130001', 'DE893704004405320130001'],
    ['a telephone number', '+49 170 1234567', '[P]'],
    ['a telephone number without spaces', '+14155552671', '[P]'],
    ['a signed number', '+1234567', '+1234567'],
    ['a number with a plus and a fraction', '+12345678.90', '+12345678.90'],
    ['a zone', '+02:00', '+02:00'],
  ])('%s', (_name, text, expected) => expect(mask(text)).toBe(expected))

  test.each([
    ['where the name hints at one', '123-45-6789', true, '[P]'],
    ['anywhere else', '123-45-6789', false, '123-45-6789'],
    ['of a group that is not given out', '000-45-6789', true, '000-45-6789'],
    ['in the shape of another number', '123-456-789', true, '123-456-789'],
  ])('a US social security number %s', (_name, text, hintsSsn, expected) => {
    expect(mask(text, { hintsSsn })).toBe(expected)
  })
})

describe('what is none of these stays', () => {
  test.each([
    'paid',
    '99.99',
    'a sentence of some sixty characters, as people write into notes',
    '2026-03-01T10:00:00.123Z',
    '0190b7c2-5f3a-7c1e-9d2b-4a6f8e1c2d3e',
    'https://shop.example/products/some-very-long-product-name-of-a-shop?page=2&sort=price',
    'a3f5c2d1e4b6978012345678901234567890abcdef1234567890abcdef123456',
    'SKU-2024-BLACK-XL-0001234567',
    'com.example.shop.OrderServiceImplementation',
    'tokens: 512 of 4096',
    'the secret of good bread',
    'the password is null: password=null',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ\n-----END PUBLIC KEY-----',
    key('pk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc'),
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk',
    '12:30',
    '',
    'x',
  ])('%s', (text) => expect(mask(text)).toBe(text))
})

test.each([
  ['eyJ without an end', 'eyJ'.repeat(700_000)],
  ['signs', 'a@'.repeat(1_000_000)],
  ['one long word and a sign', `${'a'.repeat(2_000_000)}@`],
  ['digits', '4111 '.repeat(400_000)],
  ['assignments', 'password="'.repeat(200_000)],
  ['an assignment without an end', `password="${'\\a'.repeat(1_000_000)}`],
  ['beginnings of keys', '-----BEGIN PRIVATE KEY-----A1b2C3d4E5f6G7h8'.repeat(40_000)],
  ['URLs', '://a:'.repeat(400_000)],
  ['dots', `a@${'a.'.repeat(1_000_000)}`],
  ['upper case', 'DE12'.repeat(500_000)],
])('two megabytes of %s are looked through once, not once for each of their letters', (_name, text) => {
  const before = process.cpuUsage()
  mask(text)
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000)
})

test.each([
  ['79927398713', true],
  ['79927398710', false],
  ['0', true],
])('%s passes Luhn: %s', (digits, expected) => expect(passesLuhn(digits)).toBe(expected))

test.each([
  ['NO9386011117947', true],
  ['MT84MALT011000012345MTLCAST001S', true],
  ['NO9386011117948', false],
  ['XX9386011117947', false],
  ['de89370400440532013000', false],
])('%s is an IBAN: %s', (text, expected) => expect(isIban(text)).toBe(expected))
