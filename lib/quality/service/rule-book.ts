import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { SourceTable } from '@/lib/metrics/store/catalog'
import { numberRules } from '@/lib/metrics/store/checks'
import { compileCheck } from '../check'
import type { RowRule, TableRules } from '../judge-rows'
import { listRulesInForce, type RuleRow } from '../store/rules'
import { type IndexRow, listIndexes } from '../store/values'

type TableRule = RowRule & { schemaName: string | null }

const staleMs = 5000

function compile(rule: RuleRow, number: number): TableRule | null {
  const { id, columns, schemaName } = rule
  if (rule.type === 'unique') return { id, number, check: 'key', columns, schemaName }
  try {
    const check = compileCheck(rule)
    return check && { id, number, check, columns, schemaName }
  } catch {
    return null
  }
}

/** The rules that are judged as rows are written, as this process knows them. */
export class RuleBook {
  #byTable = new Map<string, TableRule[]>()
  #indexes: IndexRow[] = []
  #ofTable = new Map<number, TableRules>()
  #reading: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly sql: Sql) {}

  /** Follows what other processes change; their notices come sooner, if none is lost. */
  async start() {
    await this.load()
    this.#timer = setInterval(() => this.refresh(), staleMs).unref()
  }

  /** Reads them anew, now or the next time. */
  refresh() {
    this.load().catch(() => 'the next time')
  }

  stop() {
    clearInterval(this.#timer)
  }

  /** Reads the rules in force as they are now, or later: what is stored when it has resolved is judged by them. */
  load(): Promise<void> {
    this.#next ??= this.#reading
      .catch(() => 'it was told of')
      .then(() => {
        this.#next = null
        this.#reading = this.#read()
        return this.#reading
      })
    return this.#next
  }

  async #read() {
    const [rules, indexes] = await Promise.all([listRulesInForce(this.sql, true), listIndexes(this.sql)])
    const numbers = await numberRules(this.sql, rules)
    const byTable = new Map<string, TableRule[]>()
    for (const rule of rules) {
      const own = compile(rule, numbers.get(rule.id)!)
      if (own) byTable.set(rule.tableName, [...(byTable.get(rule.tableName) ?? []), own])
    }
    this.#byTable = byTable
    this.#indexes = indexes
    this.#ofTable = new Map()
  }

  of(table: SourceTable): TableRules {
    let known = this.#ofTable.get(table.id)
    if (!known) {
      const named = this.#byTable.get(table.table) ?? []
      known = {
        rules: named.filter(({ schemaName }) => schemaName === null || schemaName === table.schema),
        indexes: this.#indexes.filter(
          ({ tableName, schemaName }) =>
            tableName === table.table && (schemaName === '' || schemaName === table.schema),
        ),
      }
      this.#ofTable.set(table.id, known)
    }
    return known
  }
}
