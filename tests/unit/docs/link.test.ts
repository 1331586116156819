import { expect, test } from 'vitest'
import { followLink } from '@/lib/docs/link'

test.each([
  ['a page beside it', 'guides/alerts', 'quality.md', '/docs/guides/quality'],
  ['a part of a page above', 'guides/alerts', '../how-it-works.md#detection', '/docs/how-it-works#detection'],
  ['a part of the same page', 'guides/alerts', '#windows', '#windows'],
  ['the list of a folder', 'how-it-works', 'decisions/README.md', '/docs/decisions'],
  ['a picture', 'guides/dashboards', '../../public/docs/pictures/board.png', '/docs/pictures/board.png'],
  ['the web', 'guides/alerts', 'https://example.com/a.md', 'https://example.com/a.md'],
  ['a place of the product', 'guides/alerts', '/alerts/rules', '/alerts/rules'],
  ['a file of the repository', 'guides/deploying', '../../datawatch.yaml', null],
  ['a path out of the repository', 'promql', '../../../etc/passwd.md', null],
])('%s', (_name, page, link, leads) => expect(followLink(page, link)).toBe(leads))
