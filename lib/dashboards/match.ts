/** The versions that `If-Match` asks for; `any` where every one will do. */
export type Match = 'any' | number[]

export const tagOf = (version: number) => `"${version}"`

/** Reads `If-Match` (`"3"`, `3`, `W/"3"`, a list, `*`); none means any. What is no version of ours matches nothing. */
export function readMatch(header: string | null): Match {
  if (header === null || header.trim() === '*') return 'any'
  return header.split(',').map((tag) => Number(/^\s*(?:W\/)?"?(\d+)"?\s*$/.exec(tag)?.[1] ?? Number.NaN))
}

export const matches = (match: Match, version: number) => match === 'any' || match.includes(version)
