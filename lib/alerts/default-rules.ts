import { type RuleBody, ruleBody } from './contract'

/** What nobody needs to set up: all that DataWatch finds by itself comes to one list. `breaking`: whether changes of schemas do. */
export const defaultRules = (breaking: boolean): RuleBody[] =>
  [
    {
      name: 'Anomalies',
      kind: 'anomaly',
      description: 'Whatever is unusual, from medium severity on',
      match: { min_severity: 'medium' },
    },
    {
      name: 'Data quality',
      kind: 'violation',
      description: 'Rules of quality that are broken, from medium severity on',
      match: { min_severity: 'medium' },
    },
    {
      name: 'Breaking schema changes',
      kind: 'schema_change',
      description: 'Changes that readers or writers of a table cannot go on with',
      match: { breaking: true },
      enabled: breaking,
    },
    {
      name: 'Stopped sources',
      kind: 'source',
      description: 'Followed databases that cannot be read',
      severity: 'critical',
      for: '1m',
    },
  ].map((rule) => ruleBody.parse(rule))

/** What the shop of the demo would want to hear of. */
export const demoRules = (): RuleBody[] =>
  [
    {
      name: 'Payments fail',
      description: 'More than a fifth of the payments of an hour',
      expr: 'payments_by_status{status="failed"} / payments_inserts_total * 100',
      window: '1h',
      threshold: 20,
      recovery_threshold: 10,
      severity: 'high',
      owner: 'payments',
      title: '{{ value | round: 1 }} % of payments fail',
    },
    {
      name: 'Orders against last week',
      description: 'Half as many orders, or fewer, as in the same hour last week',
      metric: 'orders_inserts_total',
      window: '1h',
      change: { from: 'same_hour_last_week', direction: 'down', percent: 50, absolute: 10 },
      owner: 'shop',
    },
  ].map((rule) => ruleBody.parse(rule))
