import type { Recipe } from './recipe'

export const sequin: Recipe = {
  id: 'sequin',
  title: 'Sequin',
  hint: 'A webhook sink',
  notes: ['Whatever is not answered 2xx is sent again without end, at most about three minutes apart.'],
  blocks: [
    {
      label: 'sequin.yaml',
      language: 'yaml',
      code: ({ origin, key, name }) => `http_endpoints:
  - name: datawatch
    url: ${origin}
    headers:
      - key: Authorization
        value: Bearer ${key}

sinks:
  - name: datawatch
    database: shop
    batch_size: 100
    destination:
      type: webhook
      http_endpoint: datawatch
      http_endpoint_path: /api/v1/datawatch/events/batch?source=${name}`,
    },
  ],
}
