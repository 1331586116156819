import { addressOf } from './contents'

const outside = /^(?:[a-z][a-z0-9+.-]*:|#|\/)/i
const pictures = 'public/'

/** A path with its `.` and `..` walked; null where it leads out of the folder. */
function walk(path: string): string | null {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return null
  }
  return steps.join('/')
}

/**
 * Where a link leads that stands in a page of `docs` (`page`: its path there, without `.md`) and is written as a code host reads it:
 * to another page, to a picture of `public`, or elsewhere as it says. Null for a file of the repository, which the product does not show.
 */
export function followLink(page: string, link: string): string | null {
  if (outside.test(link)) return link
  const [path = '', anchor] = link.split('#')
  const found = walk(`docs/${page}/../${path}`)
  if (found === null) return null
  const end = anchor ? `#${anchor}` : ''
  if (found.startsWith(pictures)) return `/${found.slice(pictures.length)}`
  const own = /^docs\/(.+)\.md$/.exec(found)?.[1]
  return own ? `${addressOf(own)}${end}` : null
}
