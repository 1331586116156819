/** What a function takes: an expression, a duration such as `1d`, or a whole number of steps. */
export type Parameter = 'expression' | 'duration' | 'steps'

export const mostSteps = 1000

export const functions = {
  abs: ['expression'],
  clamp: ['expression', 'expression', 'expression'],
  coalesce: ['expression', 'expression'],
  cumulative: ['expression'],
  max2: ['expression', 'expression'],
  min2: ['expression', 'expression'],
  moving_avg: ['expression', 'steps'],
  percent_change: ['expression'],
  rate: ['expression'],
  ratio: ['expression', 'expression'],
  shift: ['expression', 'duration'],
} as const satisfies Record<string, readonly Parameter[]>

export type FunctionName = keyof typeof functions
export const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name)
