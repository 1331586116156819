import type { Operations } from './operation'

export const prometheus = {
  'GET /query': { id: 'promQuery', summary: 'Evaluate PromQL at one time' },
  'POST /query': { id: 'promQueryForm', summary: 'Evaluate PromQL at one time, asked by form' },
  'GET /query_range': { id: 'promQueryRange', summary: 'Evaluate PromQL over a range' },
  'POST /query_range': { id: 'promQueryRangeForm', summary: 'Evaluate PromQL over a range, asked by form' },
  'GET /labels': { id: 'promLabels', summary: 'List names of labels' },
  'POST /labels': { id: 'promLabelsForm', summary: 'List names of labels, asked by form' },
  'GET /label/{name}/values': { id: 'promLabelValues', summary: 'List the values of a label' },
  'GET /series': { id: 'promSeries', summary: 'List series' },
  'POST /series': { id: 'promSeriesForm', summary: 'List series, asked by form' },
  'GET /metadata': { id: 'promMetadata', summary: 'List metrics with their type and unit' },
  'GET /status/buildinfo': { id: 'promBuildInfo', summary: 'Say which version answers' },
} satisfies Operations
