'use client'

import Link from 'next/link'
import { useSearch } from '@/components/layout/use-search'
import { cn } from '@/components/ui/cn'
import { PageHeader } from '@/components/ui/page-header'
import { recipes } from '@/lib/sources/recipes/all-recipes'
import { PostgresWizard } from './postgres-wizard'
import { RecipePanel } from './recipe-panel'

const postgres = { id: 'postgres', title: 'PostgreSQL', hint: 'Followed by DataWatch itself' }
const kinds = [postgres, ...recipes.map(({ id, title, hint }) => ({ id, title, hint }))]

/** How changes get in: the database itself, or a tool that has them already. */
export function NewSourcePage() {
  const { search, change } = useSearch()
  const kind = kinds.find(({ id }) => id === search.get('kind')) ?? postgres
  const recipe = recipes.find(({ id }) => id === kind.id)
  return (
    <>
      <PageHeader
        title="Add a source"
        description="Follow a database, or point what captures its changes already at DataWatch"
        above={
          <Link href="/sources" className="hover:text-foreground">
            Sources
          </Link>
        }
      />
      <div className="grid gap-4 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <nav aria-label="Kinds of sources" className="grid content-start gap-1 max-lg:grid-cols-2 max-sm:grid-cols-1">
          {kinds.map(({ id, title, hint }) => (
            <button
              key={id}
              type="button"
              aria-current={id === kind.id ? 'true' : undefined}
              onClick={() => change({ kind: id === postgres.id ? null : id }, { replace: true })}
              className={cn(
                'rounded-md border px-3 py-2 text-left text-[13px] hover:bg-accent',
                id === kind.id ? 'border-primary bg-primary-soft/50' : 'border-transparent',
              )}
            >
              <span className="block font-medium">{title}</span>
              <span className="block text-muted-foreground text-xs">{hint}</span>
            </button>
          ))}
        </nav>
        {recipe ? <RecipePanel key={recipe.id} recipe={recipe} /> : <PostgresWizard />}
      </div>
    </>
  )
}
