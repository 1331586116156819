import { describe, expect, test } from 'vitest'
import { absorbDefinition } from '@/lib/schemas/absorb'
import { emptyState, type Said, type TableState } from '@/lib/schemas/definition'
import { compareDefinitions, differenceWords } from '@/lib/schemas/diff'
import { type Action, absorbActions } from '@/lib/schemas/statement'

const id = { name: 'id', type: 'integer', nullable: false }
const note = { name: 'note', type: 'text', nullable: true }
const code = { name: 'code', type: 'text', nullable: true }
const words = (before: Said, after: Said, renames?: Map<string, string>) =>
  compareDefinitions(before, after, renames).map((one) => differenceWords('t', one))

describe('two definitions', () => {
  test.each<[name: string, before: Said, after: Said, expected: string[]]>([
    ['that are the same', { columns: [id] }, { columns: [id] }, []],
    ['in other words for a type', { columns: [id] }, { columns: [{ ...id, type: 'int4' }] }, []],
    ['one of which says less', { columns: [{ ...id, default: null }] }, { columns: [{ name: 'id' }] }, []],
    [
      'with a column more and one less',
      { columns: [id, note] },
      { columns: [id, code, { name: 'x', type: 'int' }] },
      ['t.note was dropped (text)', 't.code was added (text)', 't.x was added (int)'],
    ],
    [
      'with one in the place of another',
      { columns: [note, id] },
      { columns: [code, id] },
      ['t.note was probably renamed to code'],
    ],
    [
      'with one at the end in the place of another',
      { columns: [id, note] },
      { columns: [id, code] },
      ['t.note was dropped (text)', 't.code was added (text)'],
    ],
    [
      'with one at the end whose name is alike',
      { columns: [id, { ...code, name: 'ship_code' }] },
      { columns: [id, { ...code, name: 'code' }] },
      ['t.ship_code was probably renamed to code'],
    ],
    [
      'with one of another type in the place',
      { columns: [note, id] },
      { columns: [{ ...code, type: 'date' }, id] },
      ['t.note was dropped (text)', 't.code was added (date)'],
    ],
    [
      'of nulls and defaults',
      { columns: [{ ...id, default: null }] },
      { columns: [{ ...id, nullable: true, default: '7' }] },
      ['t.id may be null', 't.id has the default 7'],
    ],
    [
      'of keys and indexes',
      { columns: [id], primaryKey: ['id'], indexes: [{ name: 'a', columns: ['id'], unique: false }] },
      { columns: [id], primaryKey: [], indexes: [{ name: 'b', columns: ['id'], unique: true }] },
      ['The primary key of t became none', 't lost the index a (id)', 't got the index unique b (id)'],
    ],
  ])('%s', (_name, before, after, expected) => expect(words(before, after)).toEqual(expected))

  test('a rename that is known is none of a drop and an add', () =>
    expect(
      words({ columns: [id, note] }, { columns: [id, { ...code, type: 'date' }] }, new Map([['note', 'code']])),
    ).toEqual(['t.note was renamed to code', 't.code became date (was text)']))
})

describe('what is told in any order', () => {
  const tell = (
    state: TableState,
    at: number,
    columns: Said['columns'],
    slot: 'block' | 'source' | 'relation' = 'block',
  ) => {
    const absorbed = absorbDefinition(state, slot, { columns }, JSON.stringify(columns), { table: 't', at })
    return absorbed
      ? { state: absorbed.state, words: absorbed.changes.map((one) => one.words) }
      : { state, words: null }
  }
  const run = (state: TableState, at: number, ...actions: Action[]) => {
    const { state: next, changes } = absorbActions(state, actions, { table: 't', at, origin: 'ddl' })
    return { state: next, words: changes.map((one) => one.words) }
  }
  const start = tell(emptyState(), 10, [id, note]).state

  test('the same again, and what is older, is nothing new', () => {
    expect(tell(start, 20, [id, note]).words).toBeNull()
    const { state } = tell(start, 20, [id, note, code])
    expect(tell(state, 15, [id]).words).toBeNull()
    expect(tell(state, 30, [id, note]).words).toEqual(['t.code was dropped (text)'])
  })
  test('a change that a statement told is none of the block that follows', () => {
    const { state, words: said } = run(
      start,
      20,
      { do: 'alter', column: 'id', said: { type: 'bigint' } },
      { do: 'add', column: code },
    )
    expect(said).toEqual(['t.id became bigint (was integer)', 't.code was added (text)'])
    expect(tell(state, 25, [{ ...id, type: 'bigint' }, note, { ...code, type: 'string' }]).words).toEqual([])
  })
  test('a statement that comes after the block tells nothing twice', () => {
    const { state } = tell(start, 20, [id, note, code])
    const late = absorbActions(state, [{ do: 'add', column: code }], { table: 't', at: 19, origin: 'ddl' })
    expect(late.changes).toEqual([])
    expect(late.known).toMatchObject([{ kind: 'column_added', column: 'code' }])
    expect(late.state.columns.find(({ name }) => name === 'code')).toMatchObject({ type: 'text', origin: 'ddl' })
  })
  test('a statement that was outrun turns nothing back', () => {
    const dropped = run(start, 30, { do: 'drop_column', column: 'note' }).state
    expect(run(dropped, 20, { do: 'add', column: note }).words).toEqual([])
    expect(run(dropped, 40, { do: 'add', column: note }).words).toEqual(['t.note was added (text)'])
  })
  test('a table that was dropped is begun anew by what tells of it later', () => {
    const gone = run(start, 30, { do: 'drop' }).state
    expect(tell(gone, 20, [id]).words).toBeNull()
    const { state, words: said } = tell(gone, 40, [id])
    expect([said, state.columns.map(({ name }) => name)]).toEqual([['t was created'], ['id']])
  })
  test('a catalogue that is ahead of the log is not turned back by it', () => {
    const ahead = tell(emptyState(), 100, [id, note, code], 'source').state
    expect(tell(ahead, 50, [id, note], 'relation').words).toBeNull()
    expect(tell(ahead, 110, [{ ...id, type: 'bigint' }, note, code], 'relation').words).toEqual([
      't.id became bigint (was integer)',
    ])
  })
})
