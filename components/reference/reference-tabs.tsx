import { SectionTabs } from '@/components/layout/section-tabs'
import { referenceTags } from '@/lib/openapi/reference'

export const sectionTitle = (tag: string) => `${tag[0]?.toUpperCase()}${tag.slice(1)}`

/** The sections of the interface's documentation. */
export const ReferenceTabs = () => (
  <SectionTabs
    label="API"
    tabs={[
      { href: '/docs/api', label: 'Start' },
      ...referenceTags.map(({ name }) => ({ href: `/docs/api/${name}`, label: sectionTitle(name) })),
    ]}
  />
)
