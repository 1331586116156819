/** The words of a formula that may be names of metrics, each once. */
export const namesIn = (formula: string): string[] => [
  ...new Set(formula.replace(/"[^"]*"|'[^']*'/g, ' ').match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu) ?? []),
]
