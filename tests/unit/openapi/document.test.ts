import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, test } from 'vitest'
import { descriptionOf } from '@/lib/http/description'
import type { Method } from '@/lib/http/methods'
import { groups, undocumented } from '@/lib/openapi/groups'
import type { Operation } from '@/lib/openapi/operations/operation'
import { documentFile, makeDocument } from '@/tests/support/openapi'
import { routePermissions } from '@/tests/support/route-permissions'

let made: Awaited<ReturnType<typeof makeDocument>>
beforeAll(async () => {
  made = await makeDocument()
}, 120_000)

const told = groups.flatMap(({ base, operations }) =>
  Object.entries(operations as Record<string, Operation>).map(([key, operation]) => {
    const [method, rest] = key.split(' ') as [Method, string]
    const address = `${base}${rest}`.replaceAll('{', '[').replaceAll('}', ']')
    return { key: `${method} ${address}`, method, address, operation }
  }),
)

test('what is served is made from the routes and contracts as they are: `npm run openapi` writes it anew', async () => {
  await expect(`${JSON.stringify(made.document, null, 1)}\n`).toMatchFileSnapshot(documentFile)
})

test('a validator of OpenAPI 3.1 has nothing against it', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(made.document))
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
})

test('every method of every route is in it, or is said to be left out', () => {
  const asked = Object.entries(routePermissions)
    .filter(([address]) => !(address in undocumented))
    .flatMap(([address, row]) => Object.keys(row).map((method) => `${method} ${address}`))
  expect(told.map(({ key }) => key).sort()).toEqual(asked.sort())
})

test('every route file is one of them', () => {
  const known = new Set([...told.map(({ address }) => address), ...Object.keys(undocumented)])
  expect(made.addresses.filter((address) => !known.has(address))).toEqual([])
})

test('every operation has a name of its own', () => {
  const ids = told.map(({ operation }) => operation.id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([])
})

test('the parameters in a path are those that are told', () => {
  for (const [path, methods] of Object.entries(made.document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const operation of Object.values(methods) as { parameters?: { in: string; name: string }[] }[]) {
      const given = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
      expect([path, ...given.sort()]).toEqual([path, ...names.sort()])
    }
  }
})

test('who may ask is what the route lets in', () => {
  for (const { key, method, address } of told) {
    const asked = routePermissions[address]?.[method]
    expect([key, descriptionOf(made.find(method, address)!)?.guard]).toEqual([key, asked])
  }
})

describe('an example', () => {
  test.each(told.filter(({ operation }) => operation.example !== undefined))(
    'of $key is taken',
    ({ method, address, operation }) => {
      const body = descriptionOf(made.find(method, address)!)?.body
      expect(body?.safeParse(operation.example)).toMatchObject({ success: true })
    },
  )
})
