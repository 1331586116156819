export const valueTypes = ['scalar', 'vector', 'matrix', 'string'] as const
export type ValueType = (typeof valueTypes)[number]
/** `optional`: how many of the last arguments may be left out; `repeats`: the last may be given any number of times. */
export type Signature = { args: ValueType[]; optional?: number; repeats?: true; returns: ValueType }

const all = (names: string, signature: Signature) => names.split(' ').map((name) => [name, signature] as const)

const ofVector: Signature = { args: ['vector'], returns: 'vector' }
const ofRange: Signature = { args: ['matrix'], returns: 'vector' }
const ofTime: Signature = { args: ['vector'], optional: 1, returns: 'vector' }

/** The functions there are, by their names. */
export const signatures: ReadonlyMap<string, Signature> = new Map([
  ...all('abs ceil floor exp ln log2 log10 sqrt sgn deg rad', ofVector),
  ...all('sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh', ofVector),
  ...all('sort sort_desc absent timestamp', ofVector),
  ...all('minute hour day_of_week day_of_month day_of_year days_in_month month year', ofTime),
  ...all('rate increase delta irate idelta changes resets deriv', ofRange),
  ...all('sum_over_time avg_over_time min_over_time max_over_time count_over_time last_over_time', ofRange),
  ...all('stddev_over_time stdvar_over_time present_over_time absent_over_time', ofRange),
  ...all('quantile_over_time', { args: ['scalar', 'matrix'], returns: 'vector' }),
  ...all('predict_linear', { args: ['matrix', 'scalar'], returns: 'vector' }),
  ...all('histogram_quantile', { args: ['scalar', 'vector'], returns: 'vector' }),
  ...all('clamp', { args: ['vector', 'scalar', 'scalar'], returns: 'vector' }),
  ...all('clamp_min clamp_max', { args: ['vector', 'scalar'], returns: 'vector' }),
  ...all('round', { args: ['vector', 'scalar'], optional: 1, returns: 'vector' }),
  ...all('sort_by_label sort_by_label_desc', { args: ['vector', 'string'], repeats: true, returns: 'vector' }),
  ...all('label_replace', { args: ['vector', 'string', 'string', 'string', 'string'], returns: 'vector' }),
  ...all('label_join', { args: ['vector', 'string', 'string', 'string'], repeats: true, returns: 'vector' }),
  ...all('scalar', { args: ['vector'], returns: 'scalar' }),
  ...all('vector', { args: ['scalar'], returns: 'vector' }),
  ...all('time pi', { args: [], returns: 'scalar' }),
])

/** The aggregations there are, with the type of what they take before the vector. */
export const aggregations: ReadonlyMap<string, ValueType | null> = new Map([
  ...'sum avg min max count group stddev stdvar'.split(' ').map((name) => [name, null] as const),
  ['topk', 'scalar'],
  ['bottomk', 'scalar'],
  ['quantile', 'scalar'],
  ['count_values', 'string'],
])
