import { plainWords } from './words'

const level =
  /(^| )(price|cost|rate|ratio|percent|percentage|pct|score|rating|age|year|month|day|hour|temperature|temp|latitude|longitude|lat|lon|lng|level|stock|balance|weight|height|width|length|size|position|rank|version|discount|duration|latency|speed|limit|capacity|threshold)( |$)/
const state = /(^| )(status|state|stage|phase)( |$)/

/** Whether adding the field's values up says something: amounts add up, prices and scores do not. */
export const addsUp = (field: string) => !level.test(plainWords(field))

/** Whether a row goes through several of the field's values one after the other. */
export const isState = (field: string) => state.test(plainWords(field))
