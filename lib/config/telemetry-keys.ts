import { z } from 'zod'
import { duration, flag, pairs, ratio, text } from './fields'

const isPlainAddress = (value: string) => {
  const { protocol, username, search, hash } = URL.canParse(value)
    ? new URL(value)
    : { protocol: '', username: '', search: '', hash: '' }
  return ['http:', 'https:'].includes(protocol) && [username, search, hash].every((part) => part === '')
}

/** As HTTP has them: anything else would fail with each request rather than at the start. */
const isHeader = (name: string, value: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value)

export const telemetry = z
  .strictObject({
    enabled: flag().default(true).describe('Whether they are sent where an endpoint is named.'),
    endpoint: text(
      'a URL that begins with http:// or https://, such as http://collector:4318, without a user or a query in it (headers say who sends)',
      isPlainAddress,
    )
      .optional()
      .describe('The collector: OTLP over HTTP, in JSON. Nothing is loaded or sent without it.'),
    headers: pairs('headers such as authorization=Bearer%20abc, separated by commas', isHeader)
      .default({})
      .describe('Headers of every request to the collector, such as a credential.'),
    service_name: text('a name').optional().describe('What they are sent as; `datawatch` unless told otherwise.'),
    resource_attributes: pairs('attributes such as deployment.environment.name=production, separated by commas')
      .default({})
      .describe('What else is said of this process with all that it sends.'),
    sample_ratio: ratio().default(1).describe('The part of the traces that begin here which is sent.'),
    metrics_interval: duration('1s', '1h').default(60_000).describe('How often the metrics are sent.'),
  })
  .prefault({})
  .describe('Where the traces and metrics of DataWatch itself go; off without an endpoint.')
