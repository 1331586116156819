import type { ColumnRules } from './mask-rules'
import { keyColumns } from './prepare'
import { judgeName, type NameVerdict } from './sensitive-names'

/** What is done to the values of a column. `chosen`: the configuration says so. `isKey`: it is named as keys are. */
export type Decision = Omit<NameVerdict, 'rule'> & {
  rule: NameVerdict['rule'] | 'allow'
  chosen: boolean
  isKey: boolean
}

/** For a value that has no name. */
export const unnamed: Decision = { ...judgeName(''), chosen: false, isKey: false }

const longestRemembered = 200

/** What is done to the columns of one table, decided once by name while `remembering` says that there is room. */
export class Columns {
  readonly #known = new Map<string, Decision>()

  constructor(
    private readonly rules: ColumnRules,
    private readonly remembering: () => boolean,
  ) {}

  decide(name: string): Decision {
    const known = this.#known.get(name)
    if (known) return known
    const chosen = this.rules(name)
    const verdict = judgeName(name)
    const isKey = keyColumns.includes(name)
    const decision = { ...verdict, rule: chosen ?? verdict.rule, chosen: chosen !== null, isKey }
    if (name.length <= longestRemembered && this.remembering()) this.#known.set(name, decision)
    return decision
  }
}
