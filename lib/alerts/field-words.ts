import { z } from 'zod'

type Says<T> = Record<keyof T, string>

/** The fields with what each of them says, in the reference of the API and that of the configuration. */
export function described<T extends Record<string, z.ZodType>>(says: Says<T>, shape: T): T {
  const fields = Object.entries<z.ZodType>(shape)
  return Object.fromEntries(fields.map(([key, field]) => [key, field.describe(says[key]!)])) as T
}

/** An object of such fields, and of no others. */
export const strictly = <T extends Record<string, z.ZodType>>(says: Says<T>, shape: T) =>
  z.strictObject(described(says, shape))

export const matchWords = {
  table: 'Only of this table.',
  metric: 'Only of this metric.',
  rule: 'Only of the rule of quality of this name.',
  source: 'Only of this source.',
  min_severity: 'Only what is as bad as this, or worse.',
  breaking: 'Of schema changes: only those that readers or writers cannot go on with.',
  max_lag: 'Of sources: more seconds behind than this, beside one that has stopped; a duration such as 5m.',
}

export const changeWords = {
  from: 'What is measured against: what is usual, the hour before, the same hour a week ago, or so long ago (1d).',
  direction: 'Whether it must have risen or fallen.',
  percent: 'How large the change must be, in percent; with `absolute`, both are needed.',
  absolute: 'How large the change must be, as a number.',
}

export const ruleWords = {
  name: 'What it is called.',
  description: 'What it is for.',
  enabled: 'Whether it is evaluated.',
  kind: 'What it looks at: values of a metric or a formula, or what other parts of DataWatch have found.',
  metric: 'The metric whose values are looked at; or `expr`.',
  expr: 'A formula over metrics, in the place of `metric`.',
  aggregation: "How samples become one value; the metric's own without it.",
  group_by: 'Labels, each group of which has an alert of its own.',
  filter: '`label:value,…`; several values of a label are alternatives.',
  window: 'How much of the past a value is made of: a duration from 1m to 31d.',
  operator: 'How a value compares to `threshold` where the rule holds; `gt`, `lt`, `above` and the like are read too.',
  threshold: 'What a value is compared with.',
  change: 'How much a value must have changed, in the place of `threshold`.',
  recovery_threshold: 'The value that ends an alert, where that is another.',
  for: 'How long the condition must last: a duration such as 5m.',
  no_data: 'What a window without a value stands for.',
  on_error: 'What a window that cannot be read stands for.',
  match: 'Of what was found, what the rule is about; what is left out matches all.',
  severity: 'How bad it is: low, medium, high or critical; info and warning are read as low and medium.',
  labels: 'Go with the alert; routes and silences match them.',
  owner: 'Who sees to it; goes with the alert.',
  runbook_url: 'Where it says what to do; goes with the alert.',
  title: 'The title of its alerts, a template in Liquid such as `{{ metric }} is {{ value }}`; plain words without it.',
  message: 'The text of its alerts, a template as `title`.',
  channels: 'Who is told, by names of channels, whatever the routing says.',
}

export const matcherWords = {
  label: 'A label of the alert, or rule, kind, severity, table, metric, owner or source.',
  operator: '`=~` and `!~` take a regular expression (RE2) that must match all of it.',
  value: 'What it is compared with.',
}

export const quietHoursWords = {
  from: 'When they begin: a time of day such as 22:00.',
  to: 'When they end: a time of day such as 07:00.',
  days: 'On which days they begin.',
  time_zone: 'Whose clock they follow: a time zone such as Europe/Berlin.',
  critical: 'Whether what is critical waits too.',
}

export const escalationWords = {
  after: 'How long after somebody was told: a duration such as 15m.',
  channels: 'Who is told then.',
}

export const routeWords = {
  name: 'What it is called.',
  matchers: 'What an alert must meet, all of it; every alert does where there are none.',
  channels: 'Who is told.',
  continue: 'Whether the routes after it are asked too.',
  escalations: 'Others to tell where nobody has acknowledged the alert by then.',
  repeat: 'Tells again of what is still not acknowledged, so often: a duration such as 4h.',
  quiet_hours: 'Times in which what comes up is collected, and told when they end.',
  digest: 'Collects what comes up and tells it together, so often: a duration such as 1h.',
}

export const inhibitionWords = {
  source: 'What an alert must meet, all of it, for others not to be told while it fires.',
  target: 'What those others must meet, all of it.',
  equal: 'Labels that must have the same values in both.',
}

export const routingWords = {
  routes: 'The first that matches says who is told; what none matches goes to every channel.',
  inhibitions: 'Alerts that are not told while another fires.',
}
