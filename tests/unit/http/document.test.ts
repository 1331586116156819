import { expect, it } from 'vitest'
import { dashboardFile } from '@/lib/dashboards/contract'
import { asAttachment, toYaml } from '@/lib/dashboards/file'
import { AppError } from '@/lib/errors/app-error'
import { readDocument } from '@/lib/http/document'

it.each<[string, string, string]>([
  ['JSON by its type', '{"name": "A"}', 'application/json'],
  ['JSON by how it begins', ' \n {"name": "A"}', ''],
  ['YAML by its type', 'name: A', 'application/yaml'],
  ['YAML by how it begins', '# a board\nname: A', ''],
  ['JSON as YAML', '{"name": "A"}', 'text/yaml'],
])('reads %s', (_name, text, type) => expect(readDocument(text, type)).toEqual({ name: 'A' }))

it.each<[string, string, string, number | undefined, number | undefined]>([
  ['YAML that is broken', 'name: A\nwidgets:\n  - type: [line\n', 'application/yaml', 4, 1],
  ['YAML with a key twice', 'name: A\nname: B\n', 'application/yaml', 2, 1],
  ['YAML with a tab', 'name: A\nconfig:\n\ttext: x\n', 'text/yaml', 3, 1],
  ['YAML nested without end', `a:\n${'['.repeat(1000)}${']'.repeat(1000)}`, 'application/yaml', 2, 200],
  ['two documents', 'name: A\n---\nname: B\n', 'application/yaml', 2, 1],
  ['JSON that is broken', '{\n  "name": "A",\n}', 'application/json', 3, 1],
  ['JSON cut short', '{"name": ', 'application/json', 1, 9],
  [
    'an alias bomb',
    `a: &a [x]\n${'bcdefgh'
      .split('')
      .map((k, i) => `${k}: &${k} [${Array(10).fill(`*${'abcdefg'[i]}`)}]`)
      .join('\n')}`,
    'application/yaml',
    undefined,
    undefined,
  ],
])('400: %s, with its line and column', (_name, text, type, line, column) => {
  try {
    readDocument(text, type)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    const { code, members, message } = error as AppError
    expect([code, members.line, members.column]).toEqual(['bad_request', line, column])
    if (line) expect(message).toContain(`line ${line}, column ${column}`)
  }
})

it.each(['application/xml', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
  '415: %s',
  (type) => {
    expect(() => readDocument('name: A', type)).toThrow(/neither JSON nor YAML/)
  },
)

it.each([
  ['brackets', '['],
  ['braces', '{a: '],
  ['dashes', '- '],
  ['questions', '? '],
])('400: as many %s as there is room for end nobody', (_name, opening) => {
  expect(() => readDocument(opening.repeat(1_000_000 / opening.length), 'text/yaml')).toThrow(/Nested too deeply/)
})

it('a mapping of fifty thousand keys is read', () => {
  const text = Array.from({ length: 50_000 }, (_, at) => `key${at}: ${at}`).join('\n')
  expect(Object.keys(readDocument(text, 'text/yaml') as object)).toHaveLength(50_000)
})

it('a board written as YAML reads as it was', () => {
  const file = dashboardFile.parse({
    name: 'Shop: "orders"',
    widgets: [
      { type: 'text', config: { text: '# Yes\n- no: 1\n\ttab' } },
      { type: 'line', metric: 'on', title: '1e3' },
    ],
  })
  expect(dashboardFile.parse(readDocument(toYaml(file), 'application/yaml'))).toEqual(file)
})

it('an attachment is named after its board, in any script', () => {
  expect(asAttachment('Größe / "x"', 'yaml')).toBe(
    `attachment; filename="Gr__e _ _x_.yaml"; filename*=UTF-8''${encodeURIComponent('Größe _ _x_.yaml')}`,
  )
})
