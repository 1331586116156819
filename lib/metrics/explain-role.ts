import { hintOf, type NameHint } from './column-name'
import { maxCategories } from './discover'
import { type Shape, type ShapeCounts, shapes } from './shape'

const named: Record<Exclude<NameHint, null>, string> = {
  identifier: 'its name is one of identifiers',
  entity: 'its name is one of a thing that is referred to',
  flag: 'its name is one of a yes or no',
  measure: 'its name is one of amounts',
  ordinal: 'its name is one of states and grades',
  category: 'its name is one of categories',
  code: 'its name is one of codes',
  version: 'its name is one of versions',
  time: 'its name is one of times',
  text: 'its name is one of texts',
  texts: 'its name is one of texts',
}

const called: Record<Exclude<Shape, 'nulls'>, [one: string, many: string]> = {
  flags: ['is 0 or 1', 'are 0 or 1'],
  numbers: ['is a whole number', 'are whole numbers'],
  decimals: ['is a fraction', 'are fractions'],
  epochs: ['reads as a time since 1970', 'read as times since 1970'],
  booleans: ['is true or false', 'are true or false'],
  words: ['is a short text', 'are short texts'],
  phrases: ['is a phrase', 'are phrases'],
  texts: ['is a long text', 'are long texts'],
  tokens: ['is an address or a digest', 'are addresses or digests'],
  uuids: ['is a UUID', 'are UUIDs'],
  times: ['is a time', 'are times'],
  jsons: ['is JSON in a text', 'are JSON in texts'],
  objects: ['is an object or a list', 'are objects or lists'],
}

const count = new Intl.NumberFormat('en')

function inWords(present: Exclude<Shape, 'nulls'>[], counts: ShapeCounts, seen: number): string {
  const [most] = present
  if (!most) return 'no value was seen yet'
  if (seen === 1) return `the one value seen ${called[most][0]}`
  if (present.length === 1) return `all ${count.format(seen)} values ${called[most][1]}`
  const looks = present.map((shape) => `${count.format(counts[shape])} ${called[shape][counts[shape] === 1 ? 0 : 1]}`)
  return `of ${count.format(seen)} values ${looks.join(', ')}`
}

/** Why a column is what it is, in words: what its name says, and how many values looked like what. */
export function explainRole(name: string, counts: ShapeCounts, distinct: number, overflow: number): string {
  const hint = hintOf(name)
  const present = shapes
    .filter((shape): shape is Exclude<Shape, 'nulls'> => shape !== 'nulls' && counts[shape] > 0)
    .sort((a, b) => counts[b] - counts[a])
  const seen = present.reduce((sum, shape) => sum + counts[shape], 0)
  const different = overflow > 0 ? `more than ${maxCategories}` : count.format(distinct)
  return [
    ...(hint ? [named[hint]] : []),
    inWords(present, counts, seen),
    ...(distinct > 1 && counts.words + counts.phrases > 0 ? [`${different} different texts`] : []),
  ].join('; ')
}
