/** A part of the documentation, with its pages in the order in which they are read: paths below `docs`, without `.md`. */
export type Section = { title: string; pages: readonly string[] }

/** What the documentation consists of. Decisions have a list of their own. */
export const contents: readonly Section[] = [
  { title: 'Begin', pages: ['guides/tutorial'] },
  {
    title: 'Data in',
    pages: [
      'guides/senders',
      'guides/connectors/postgres',
      'guides/connectors/debezium',
      'guides/connectors/kafka-connect-aiven',
      'guides/connectors/kafka-connect-confluent',
      'guides/connectors/maxwell',
      'guides/connectors/sequin',
      'guides/connectors/supabase',
      'guides/connectors/savegress',
      'guides/connectors/http',
      'guides/nats',
      'guides/files',
    ],
  },
  {
    title: 'Metrics and dashboards',
    pages: [
      'guides/exploring',
      'guides/dashboards',
      'guides/widgets',
      'guides/dashboards-in-time',
      'guides/sharing-boards',
      'guides/boards-as-code',
      'guides/notes',
      'guides/exports',
      'promql',
    ],
  },
  { title: 'Alerts', pages: ['guides/alerts', 'guides/alert-channels'] },
  { title: 'Trust in the data', pages: ['guides/quality', 'guides/schema'] },
  {
    title: 'Running it',
    pages: [
      'guides/deploying',
      'guides/operating',
      'guides/telemetry',
      'guides/storage',
      'guides/scale',
      'guides/scale-out',
      'guides/access',
      'security',
    ],
  },
  { title: 'Reference', pages: ['reference/configuration', 'reference/metrics', 'guides/cli', 'guides/api'] },
  {
    title: 'How it works',
    pages: ['how-it-works', 'detection-mathematics', 'measurements', 'comparison', 'decisions/README'],
  },
]

/** What is shown where no page is asked for. */
export const firstPage = contents[0]!.pages[0]!

/** Where the product shows a page of the documentation. */
export const addressOf = (page: string) => `/docs/${page.replace(/\/README$/, '')}`

/** A page's place among those of its section. */
export function placeOf(page: string): { section: string; before?: string; after?: string } | undefined {
  const pages = contents.flatMap((section) => section.pages.map((path) => ({ section: section.title, path })))
  const index = pages.findIndex(({ path }) => path === page)
  if (index < 0) return undefined
  return { section: pages[index]!.section, before: pages[index - 1]?.path, after: pages[index + 1]?.path }
}
