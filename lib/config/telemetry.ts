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

/** Where the traces and metrics of DataWatch itself go; nothing of it is loaded without an endpoint. */
export const telemetry = z
  .strictObject({
    enabled: flag().default(true),
    endpoint: text(
      'a URL that begins with http:// or https://, such as http://collector:4318, without a user or a query in it (headers say who sends)',
      isPlainAddress,
    ).optional(),
    headers: pairs('headers such as authorization=Bearer%20abc, separated by commas', isHeader).default({}),
    service_name: text('a name').optional(),
    resource_attributes: pairs(
      'attributes such as deployment.environment.name=production, separated by commas',
    ).default({}),
    sample_ratio: ratio().default(1),
    metrics_interval: duration('1s', '1h').default(60_000),
  })
  .prefault({})
