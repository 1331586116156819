import { plainWords, singular, tableWords } from './words'

const level =
  /(^| )(price|cost|rate|ratio|percent|percentage|pct|score|rating|age|year|month|day|hour|temperature|temp|latitude|longitude|lat|lon|lng|level|stock|balance|weight|height|width|length|size|position|rank|version|discount|duration|latency|speed|limit|capacity|threshold)( |$)/
const state = /(^| )(status|state|stage|phase)( |$)/

/** Whether adding the field's values up says something: amounts add up, prices and scores do not. */
export const addsUp = (field: string) => !level.test(plainWords(field))

/** Whether a row goes through several of the field's values one after the other. */
export const isState = (field: string) => state.test(plainWords(field))

const unitWords = new Set(
  'ms msec millis milliseconds s sec secs seconds min minutes h hrs hours days bytes kb mb gb percent pct percentage'.split(
    ' ',
  ),
)

/** A column in words beside its table's: without the table's own word before it (`order_status` of orders) and, where there is a unit, without that after it. */
export function columnWords(table: string, field: string, unit = ''): string {
  const words = plainWords(field).split(' ')
  const own = singular(tableWords(table).at(-1) ?? '')
  const rest = words.length > 1 && singular(words[0]!) === own ? words.slice(1) : words
  const bare = unit && rest.length > 1 && unitWords.has(rest.at(-1)!) ? rest.slice(0, -1) : rest
  return bare.join(' ')
}

/** What rows are told apart by, in words: `by status`; of what is so or not, `active or not`. */
export function byWords(table: string, field: string): string {
  const words = columnWords(table, field)
  const [first, ...rest] = words.split(' ')
  if (rest.length === 0) return `by ${words}`
  if (first === 'is' || first === 'was') return `${rest.join(' ')} or not`
  return first === 'has' ? `with ${rest.join(' ')} or not` : `by ${words}`
}
