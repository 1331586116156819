import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recipes } from '@/lib/sources/recipes/all-recipes'
import { blocksOf } from '@/tests/support/guide-blocks'

const folder = 'docs/guides/connectors'

test.each(recipes.map((recipe) => [recipe.id, recipe] as const))(
  'the guide of %s has the settings that the page shows',
  (id, { blocks, signs }) => {
    const place = { origin: 'https://datawatch.example.com', key: signs ? 'BASE64_SECRET' : 'API_KEY', name: 'shop' }
    expect(blocksOf(`${folder}/${id}.md`)).toEqual(
      blocks.map(({ language, code }) => ({ language, code: code(place) })),
    )
  },
)

test('every guide of a connector is that of a recipe, or of what is followed', () => {
  const followed = ['postgres.md']
  const guides = readdirSync(folder).filter((name) => name.endsWith('.md'))
  expect(guides.sort()).toEqual([...followed, ...recipes.map(({ id }) => `${id}.md`)].sort())
})
