import type { Recipe } from './recipe'

export const savegress: Recipe = {
  id: 'savegress',
  title: 'Savegress',
  hint: 'sink: datawatch',
  notes: [
    'Its events are DataWatch’s own format.',
    'Where this server asks for a credential, it signs (X-Savegress-Signature): give this server a source with scheme: savegress and the same secret.',
  ],
  blocks: [
    {
      label: 'savegress.yaml',
      language: 'yaml',
      code: ({ origin }) => `pipeline:
  source: postgres
  sink: datawatch
  datawatch:
    url: ${origin}
    batch_size: 100
    flush_interval: 1s`,
    },
  ],
}
