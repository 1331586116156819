import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { problems } = configFolder()

test.each([
  [
    'a time zone that is none',
    'anomaly:\n  time_zone: Mars/Olympus\n',
    'datawatch.yaml:2: anomaly.time_zone must be a time zone such as Europe/Berlin (got "Mars/Olympus")',
  ],
  [
    'holidays of no region',
    'anomaly:\n  holidays: US-ZZ\n',
    'datawatch.yaml:2: anomaly.holidays must be a country or a part of one such as DE, DE-BY or US-CA (got "US-ZZ")',
  ],
])('%s', (_name, yaml, message) => {
  expect(problems(yaml)).toEqual([message])
})
