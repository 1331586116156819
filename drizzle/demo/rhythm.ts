/** How much the shop sells: some seven rows are written for an order, and live they are as many as in the past. */
export const ordersPerDay = 3200

const byWeekday = [0.95, 0.86, 0.9, 0.95, 1.0, 1.14, 1.22]
const minutesPerDay = 1440

/** How busy the shop is at a time of day (UTC), 1 on average: quiet at four in the morning, two peaks in the day. */
export function dailyFactor(at: number): number {
  const hour = (at % 86_400_000) / 3_600_000
  const turn = (2 * Math.PI) / 24
  return 1 + 0.5 * Math.cos((hour - 16) * turn) + 0.16 * Math.cos((hour - 20) * 2 * turn)
}

/** How busy a day of the week (UTC) is, 1 on average: Saturday most, Monday least. */
export function weeklyFactor(at: number): number {
  return byWeekday[new Date(at).getUTCDay()] ?? 1
}

/** Orders expected in the minute of `at` where there are `daily` on an average day. */
export const ordersPerMinute = (at: number, daily: number) =>
  (daily / minutesPerDay) * dailyFactor(at) * weeklyFactor(at)
