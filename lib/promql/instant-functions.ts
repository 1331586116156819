type ByValue = (value: number, ...scalars: number[]) => number

function roundTo(value: number, to = 1): number {
  const inverse = 1 / to
  return Math.floor(value * inverse + 0.5) / inverse
}

const degrees = 180 / Math.PI

/** Functions of each element by itself and of the scalars beside it. */
export const valueFunctions: Readonly<Record<string, ByValue>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
  deg: (value) => value * degrees,
  rad: (value) => value / degrees,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  round: roundTo,
  clamp_min: (value, least = Number.NaN) => Math.max(least, value),
  clamp_max: (value, most = Number.NaN) => Math.min(most, value),
  clamp: (value, least = Number.NaN, most = Number.NaN) => Math.max(least, Math.min(most, value)),
}

const dateOf = (seconds: number) => new Date(seconds * 1000)

const byDate =
  (read: (date: Date) => number): ByValue =>
  (seconds) => {
    const date = dateOf(seconds)
    return Number.isNaN(date.getTime()) ? Number.NaN : read(date)
  }

const dayMs = 86_400_000

/** Functions of unix seconds, in UTC. */
export const dateFunctions: Readonly<Record<string, ByValue>> = {
  minute: byDate((date) => date.getUTCMinutes()),
  hour: byDate((date) => date.getUTCHours()),
  day_of_week: byDate((date) => date.getUTCDay()),
  day_of_month: byDate((date) => date.getUTCDate()),
  day_of_year: byDate((date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / dayMs) + 1),
  days_in_month: byDate((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  month: byDate((date) => date.getUTCMonth() + 1),
  year: byDate((date) => date.getUTCFullYear()),
}
