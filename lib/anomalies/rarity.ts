/** `peaks` are the surprises of all earlier incidents to its side, alarming or not; `daysKnown` how long the metric had been judged. */
export type Judged = { peak: number; peaks: readonly number[]; daysKnown: number }

/** `as_large`: how many, itself included, were at least as surprising; `once_in_days` only where it came before. */
export type Rarity = { words: string; days_known: number; as_large: number; once_in_days: number | null }

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)
const alike = 0.98

/** How rare an anomaly is by the metric's own judged history, which says nothing before a day is known. */
export function rarityOf({ peak, peaks, daysKnown }: Judged): Rarity {
  const known = Math.max(0, Math.floor(daysKnown))
  const as_large = 1 + peaks.filter((one) => one >= peak * alike).length
  const answer = { days_known: known, as_large, once_in_days: null }
  if (known < 1) {
    return { ...answer, words: 'Less than a day of this metric had been judged, too little to say how rare this is' }
  }
  if (as_large === 1) {
    const short = known < 7 ? ', a short history' : ''
    return { ...answer, words: `The largest of the ${known === 1 ? 'one day' : days(known)} known${short}` }
  }
  const once_in_days = daysKnown / as_large
  const often = once_in_days >= 1 ? `about once in ${days(Math.round(once_in_days))}` : 'more than once a day'
  return { ...answer, once_in_days, words: `Seen ${as_large} times in the ${days(known)} known, ${often}` }
}
