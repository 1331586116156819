import { z } from 'zod'
import { ruleBody } from '@/lib/alerts/contract'
import { readRange } from '@/lib/alerts/outside-address'
import { routing } from '@/lib/alerts/routing-contract'
import { isHolidayRegion } from '@/lib/anomalies/detector/holidays'
import { isZone } from '@/lib/metrics/zone'
import { alertChannels } from './alert-channels'
import { duration, flag, list, text } from './fields'

export const algorithms = ['statistical', 'seasonal', 'ml'] as const
export const sensitivities = ['low', 'medium', 'high'] as const

export const anomaly = z
  .strictObject({
    enabled: flag().default(true).describe('Whether DataWatch looks for what is unusual.'),
    algorithms: list(z.enum(algorithms))
      .default([...algorithms])
      .describe(
        '`statistical`: around levels and days; `seasonal`: STL; `ml`: how unlike all before the last two hours look.',
      ),
    sensitivity: z
      .enum(sensitivities)
      .default('medium')
      .describe('Alarms that a series may raise a week: 1 (`low`), 2 (`medium`) or 4 (`high`).'),
    baseline_window: duration('1h', '365d').default(604_800_000).describe('How far back what is usual is learnt from.'),
    detection_interval: duration('1s', '1d').default(60_000).describe('How often it looks.'),
    time_zone: text('a time zone such as Europe/Berlin', isZone)
      .default('UTC')
      .describe('Whose clock days and weekends follow.'),
    holidays: text('a country or a part of one such as DE, DE-BY or US-CA', isHolidayRegion)
      .optional()
      .describe('Whose public holidays are no weekdays; none without it.'),
  })
  .prefault({})
  .describe('How what is unusual is found.')

export const quality = z
  .strictObject({
    enabled: flag().default(true).describe('Where false, rules are counted as rows come, and nothing is made of it.'),
    default_rules: flag().default(true).describe('Whether tables get rules from what their first rows show.'),
    evaluation_interval: duration('1s', '1d')
      .default(15_000)
      .describe('How often rules of whole tables are judged, and violations end.'),
  })
  .prefault({})
  .describe('Rules that rows have to meet.')

export const schema = z
  .strictObject({
    alert_on_breaking: flag()
      .default(true)
      .describe('Whether breaking changes stay open until somebody acknowledges them.'),
  })
  .prefault({})
  .describe('Changes of what tables look like.')

export const alerts = z
  .strictObject({
    enabled: flag().default(true).describe('Whether rules are evaluated and anyone is told.'),
    evaluation_interval: duration('1s', '1d').default(60_000).describe('How often rules are evaluated.'),
    allowed_addresses: list(
      text('an address or a range such as 127.0.0.1 or 10.0.0.0/8', (value) => readRange(value) !== null),
    )
      .default([])
      .describe('Addresses inside a network that messages may go to; all others of that kind are refused.'),
    channels: alertChannels
      .prefault({})
      .describe(
        'Where people are told, by names of your own. One called as a type is of it, and takes variables such as `DATAWATCH_ALERTS_CHANNELS_SLACK_WEBHOOK_URL`; others say their `type`.',
      ),
    rules: z
      .array(ruleBody)
      .default([])
      .describe('Rules beside those made in the browser; shown there, and changed here alone.'),
    routing: routing.optional().describe('Who is told of what, in the place of what is set in the browser.'),
  })
  .prefault({})
  .describe(
    'Who is told of what is wrong. Each field at length: [Alerts](../guides/alerts.md), [Alert channels](../guides/alert-channels.md).',
  )
