import { createTwoFilesPatch } from 'diff'
import { describe, expect, it } from 'vitest'
import { compact } from '@/lib/dashboards/arrange'
import type { DashboardBody, DashboardFile, Widget } from '@/lib/dashboards/contract'
import { editFile } from '@/lib/dashboards/edit-file'
import { orderFile, toYaml } from '@/lib/dashboards/file'
import { layOut } from '@/lib/dashboards/lay-out'
import { readBoardFile } from '@/lib/dashboards/read-board-file'

const problemOf = (text: string) => {
  const read = readBoardFile(text)
  return 'problem' in read ? read.problem : null
}

it('aliases that stand for more than there is room for are refused', () => {
  const nine = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`
  const bomb = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i, all) => nine(name, i ? `*${all[i - 1]}` : '1')).join('')
  expect(problemOf(`name: A\n${bomb}`)?.message).toMatch(/alias/i)
})

describe('a file of a board', () => {
  it('says what is needed and no more', () => {
    const read = readBoardFile('name: Shop\nwidgets:\n- type: text\n')
    expect(read).toMatchObject({ board: { name: 'Shop', description: '', widgets: [{ type: 'text', title: '' }] } })
    expect(readBoardFile('{\n\t"name": "Shop"\n}\n')).toMatchObject({ board: { name: 'Shop' } })
    expect(readBoardFile('\uFEFFname: Shop\n')).toMatchObject({ board: { name: 'Shop' } })
    expect(readBoardFile('{"name": "Shop"}')).toMatchObject({ board: { name: 'Shop', widgets: [] } })
  })
  it.each<[string, string, number, string | RegExp]>([
    ['a tab', 'name: A\nwidgets:\n\t- type: text', 3, /tab/i],
    ['a quote that does not end', 'name: "A\nwidgets: []', 2, /./],
    ['a comma too many', '{"name": "A",\n "widgets": [}', 2, /./],
    ['no name', 'description: x\nwidgets: []\n', 1, /^name: /],
    ['a type that is none', 'name: A\nwidgets:\n- title: x\n- type: bubble\n', 3, /^widgets\.0\.type: /],
    ['a type that is none, later', 'name: A\nwidgets:\n- type: text\n- type: bubble\n', 4, /^widgets\.1\.type: /],
    ['a misspelt key', 'name: A\nwidgts: []\n', 2, 'unknown key widgts; did you mean widgets?'],
    [
      'a misspelt key of a widget',
      'name: A\nwidgets:\n- type: text\n  config:\n    colums: [x]\n',
      5,
      'unknown key colums; did you mean columns?',
    ],
    [
      'a place outside the grid',
      'name: A\nwidgets:\n- type: text\n  position: {x: 12, y: 0, width: 1, height: 1}\n',
      4,
      /^widgets\.0\.position\.x: /,
    ],
    ['a NUL', 'name: A\ndescription: "\0"\n', 2, /NUL/],
    ['no board at all', '- a\n- b\n', 1, /board/],
    ['nothing', '', 1, /board/],
    [
      'two variables of one name',
      'name: A\nvariables:\n- {name: a, kind: free}\n- {name: a, kind: free}\n',
      2,
      /same name/,
    ],
  ])('%s: says where and what', (_name, text, line, message) => {
    const problem = problemOf(text)
    expect(problem?.line).toBe(line)
    if (typeof message === 'string') expect(problem?.message).toBe(message)
    else expect(problem?.message).toMatch(message)
  })
})

const text = `# The shop at a glance
name: "Shop"   # shown in the lobby
widgets:
    # money first
    - type: counter
      title: Revenue
      metric: orders_amount_sum
      position: { x: 0, y: 0, width: 4, height: 2 }
    - type: line
      title: 'Orders'
      metric: orders_inserts_total
      config:
          chart: bar
      position: { x: 4, y: 0, width: 8, height: 4 }
    - type: text
      title: Note
      config:
          text: |
              # Hello
              - a
`
type Full = Omit<DashboardBody, 'widgets'> & { widgets: Widget[] }
const full = (file: string): Full => {
  const read = readBoardFile(file)
  if (!('board' in read)) throw new Error(read.problem.message)
  const { name, description, variables, widgets } = read.board
  return { name, description, variables, widgets: layOut(widgets.map((widget, i) => ({ ...widget, id: `w${i}` }))) }
}
const edit = (file: string, source: string, how: (board: Full) => DashboardBody) =>
  editFile(file, source, full(source), how(full(source)))
const changed = (before: string, after: string) =>
  createTwoFilesPatch('a', 'b', before, after)
    .split('\n')
    .filter((line) => /^[+-](?![+-])/.test(line))
const set = (board: Full, at: number, over: Partial<Widget>): Full => ({
  ...board,
  widgets: board.widgets.map((widget, i) => (i === at ? { ...widget, ...over } : widget)),
})

describe('an edited file', () => {
  it('is the same where nothing is different, also where all moved up', () => {
    expect(edit('a.yaml', text, (board) => board)).toBe(text)
    const low = text.replaceAll('y: 0', 'y: 3')
    expect(edit('a.yaml', low, (board) => ({ ...board, widgets: compact(board.widgets) }))).toBe(low)
  })
  it.each<[string, (board: Full) => DashboardBody, string[]]>([
    [
      'a name',
      (board) => ({ ...board, name: 'Store' }),
      ['-name: "Shop"   # shown in the lobby', '+name: "Store" # shown in the lobby'],
    ],
    ['a title', (board) => set(board, 0, { title: 'Sales' }), ['-      title: Revenue', '+      title: Sales']],
    [
      'one setting',
      (board) => set(board, 1, { config: { chart: 'area', unit: 'EUR' } }),
      ['-          chart: bar', '+          chart: area', '+          unit: EUR'],
    ],
    [
      'a place',
      (board) => set(board, 0, { position: { x: 0, y: 0, width: 3, height: 2 } }),
      ['-      position: { x: 0, y: 0, width: 4, height: 2 }', '+      position: { x: 0, y: 0, width: 3, height: 2 }'],
    ],
    [
      'a text',
      (board) => set(board, 2, { config: { text: '# Hello\n- b\n' } }),
      ['-              - a', '+              - b'],
    ],
    [
      'a widget less',
      (board) => ({ ...board, widgets: board.widgets.slice(0, 2) }),
      [
        '-    - type: text',
        '-      title: Note',
        '-      config:',
        '-          text: |',
        '-              # Hello',
        '-              - a',
      ],
    ],
    [
      'a widget more, at the end',
      (board) => ({
        ...board,
        widgets: [{ type: 'gauge', title: 'Load', metric: 'm', config: { max: 9, min: 1 } }, ...board.widgets],
      }),
      [
        ...['+    - type: gauge', '+      title: Load', '+      metric: m', '+      config:'],
        ...['+          min: 1', '+          max: 9'],
      ],
    ],
  ])('%s: differs there alone', (_name, how, lines) => {
    const after = edit('a.yaml', text, how)
    expect(changed(text, after)).toEqual(lines)
    expect(full(after)).toMatchObject({ name: how(full(text)).name })
  })
  it('says where a widget stands that said nothing, once it would stand elsewhere', () => {
    const two = 'name: A\nwidgets:\n- type: counter\n- type: gauge\n'
    const swapped = edit('a.yaml', two, (board) => {
      const [a, b] = board.widgets
      return {
        ...board,
        widgets: [
          { ...a!, position: b!.position },
          { ...b!, position: a!.position },
        ],
      }
    })
    expect(full(swapped).widgets.map(({ position: { x } }) => x)).toEqual([3, 0])
    expect(
      changed(
        two,
        edit('a.yaml', two, (board) => set(board, 1, { title: 'B' })),
      ),
    ).toEqual(['+  title: B'])
  })
  it('as JSON keeps its indentation and the order of its keys', () => {
    const json = `${JSON.stringify({ widgets: [{ title: 'A', type: 'text' }], name: 'Shop' }, null, 4)}\n`
    const after = edit('a.json', json, (board) => set({ ...board, name: 'Store' }, 0, { title: 'B' }))
    expect(changed(json, after)).toEqual([
      '-            "title": "A",',
      '+            "title": "B",',
      '-    "name": "Shop"',
      '+    "name": "Store"',
    ])
  })
  it('as it is exported changes in one line for one change', () => {
    const board = { ...full(text), format: 'datawatch.dashboard', format_version: 1 } as const
    const file: DashboardFile = { ...board, widgets: board.widgets.map(({ id: _, ...widget }) => widget) }
    const yaml = toYaml(orderFile(file))
    expect(edit('a.yaml', yaml, (one) => one)).toBe(yaml)
    expect(
      changed(
        yaml,
        edit('a.yaml', yaml, (one) => set(one, 0, { title: 'Sales' })),
      ),
    ).toHaveLength(2)
  })
})

it('keys of a file stand in the order of the contract, however they were stored', () => {
  const jumbled: DashboardFile = {
    ...{ widgets: [], variables: [], description: '', name: 'A', format_version: 1, format: 'datawatch.dashboard' },
  } as DashboardFile
  const widget = {
    position: { height: 2, width: 3, y: 0, x: 0 },
    config: { unit: 'EUR', min: 1, filter: 'a:b', queries: [{ unit: 'x', metric: 'm' }], aggregation: 'sum' as const },
    ...{ title: 'T', metric: null, type: 'counter' as const },
  }
  const yaml = toYaml(orderFile({ ...jumbled, widgets: [widget] }))
  expect(yaml.match(/^\s*-? ?(\w+):/gm)?.map((line) => line.replace(/[^\w]/g, ''))).toEqual([
    ...['format', 'format_version', 'name', 'description', 'variables', 'widgets', 'type', 'title', 'metric', 'config'],
    ...['aggregation', 'filter', 'unit', 'min', 'queries', 'metric', 'unit', 'position', 'x', 'y', 'width', 'height'],
  ])
})
