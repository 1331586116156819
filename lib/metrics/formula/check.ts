import { FormulaError } from './formula-error'
import { functions, mostSteps, type Parameter } from './functions'
import { type MetricNode, type Node, parseFormula } from './parse'

const places: Record<Parameter, string> = {
  expression: 'an expression',
  duration: 'a duration such as 1d',
  steps: `a whole number of steps from 1 to ${mostSteps}`,
}
const mostParts = 200
const ordinals = ['first', 'second', 'third']

function fits(node: Node, parameter: Parameter): boolean {
  if (parameter === 'duration') return node.kind === 'duration'
  if (parameter === 'steps') {
    return node.kind === 'number' && Number.isInteger(node.value) && node.value >= 1 && node.value <= mostSteps
  }
  return node.kind !== 'duration'
}

/** The parts of a node. */
export function childrenOf(node: Node): Node[] {
  if (node.kind === 'binary') return [node.left, node.right]
  if (node.kind === 'call') return node.args
  return 'of' in node ? [node.of] : []
}

function checkNode(node: Node, text: string, asDuration = false) {
  if (node.kind === 'duration' && !asDuration) {
    throw new FormulaError('a duration stands only in shift(…, 1d); it is no number', text, node.at)
  }
  if (node.kind === 'call') {
    const wanted: readonly Parameter[] = functions[node.name]
    if (node.args.length !== wanted.length) {
      const list = wanted.map((parameter) => places[parameter]).join(', ')
      throw new FormulaError(`${node.name} takes ${list}; it was given ${node.args.length} arguments`, text, node.at)
    }
    wanted.forEach((parameter, i) => {
      const arg = node.args[i]!
      if (fits(arg, parameter)) return
      throw new FormulaError(`the ${ordinals[i]} argument of ${node.name} is ${places[parameter]}`, text, arg.at)
    })
  }
  for (const child of childrenOf(node)) checkNode(child, text, node.kind === 'call')
}

/** The metrics that a formula names, each as often as it does. */
export const metricsOf = (node: Node): MetricNode[] =>
  node.kind === 'metric' ? [node] : childrenOf(node).flatMap(metricsOf)

const countParts = (node: Node): number => childrenOf(node).reduce((sum, child) => sum + countParts(child), 1)

/** Reads a formula whose functions are given what they take and which names at least one metric. Throws `FormulaError`. */
export function readFormula(text: string): Node {
  const node = parseFormula(text)
  if (countParts(node) > mostParts) throw new FormulaError(`a formula has at most ${mostParts} parts`, text, 0)
  checkNode(node, text)
  if (metricsOf(node).length === 0) throw new FormulaError('a formula names at least one metric', text, 0)
  return node
}
