import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { QueryClient } from '@tanstack/react-query'
import { labelValuesOptions, metricListOptions, type Window } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'
import { placeOf } from './formula-context'
import type { FormulaEditorProps } from './formula-field'
import { signatures } from './formula-words'

const callable: Completion[] = signatures.map(({ name, parameters, info }) => ({
  label: name,
  detail: `(${parameters.join(', ')})`,
  info,
  type: 'function',
  apply: (view, _completion, from, to) => {
    const called = view.state.sliceDoc(to, to + 1) === '('
    const insert = called ? name : `${name}()`
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + name.length + 1 } })
  },
}))

const metricChoice = ({ name, aggregation, unit, description }: Metric): Completion => ({
  label: name,
  detail: [aggregation, unit].filter(Boolean).join(', '),
  info: description,
  type: 'variable',
  boost: 1,
})

const quoted = (text: string) => text.replace(/[\\"]/g, '\\$&')

/** What can stand at the cursor: other rows by their letters, metrics and functions, the labels of a metric, the values of a label. */
export function completeFormula(
  client: QueryClient,
  window: () => Window,
  rows: () => FormulaEditorProps['rows'],
): CompletionSource {
  const metrics = async () => (await client.fetchQuery({ ...metricListOptions(), staleTime: 60_000 })).metrics
  const labelsOf = async (name: string) => (await metrics()).find((metric) => metric.name === name)?.labels ?? []

  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const place = placeOf(context.state.sliceDoc(0, context.pos))
    const { from } = place
    const choices = (list: readonly string[]) => ({ from, options: list.map((label) => ({ label })) })
    if (place.kind === 'nothing') return null
    if (place.kind === 'label') return choices(await labelsOf(place.metric))
    if (place.kind === 'by') return choices([...new Set((await metrics()).flatMap(({ labels }) => labels))].sort())
    if (place.kind === 'value') {
      const found = await client.fetchQuery({
        ...labelValuesOptions([place.metric], place.label, window()),
        staleTime: 60_000,
      })
      return choices(found.map(({ value }) => quoted(value)))
    }
    if (from === context.pos && !context.explicit) return null
    const letters = rows().map(({ letter, name }) => ({ label: letter, detail: name, type: 'variable', boost: 2 }))
    return {
      from,
      options: [...letters, ...(await metrics()).map(metricChoice), ...callable],
      validFor: /^[\p{L}\p{M}\p{N}_]*$/u,
    }
  }
}
