import type { Description } from '../description'
import { wholeNumber } from '../read-option'

export const rules: Description = {
  name: 'rules',
  does: 'tries rules of alerts',
  commands: [
    {
      name: 'test',
      does: 'what a rule would have done',
      about:
        'Over the history that there is; nothing is stored, and nobody is told. A file holds one rule, a list of them, or alerts.rules of datawatch.yaml.',
      arguments: [
        { name: 'rule', does: 'a file (YAML or JSON; - is standard input), or the name or id of a rule that is there' },
      ],
      options: [
        { flags: '--period <duration>', does: 'how far back', default: '30d' },
        { flags: '--most <firings>', does: 'fails where a rule would have fired more often', read: wholeNumber(0) },
        { flags: '--json', does: 'as JSON' },
      ],
      reach: 'remote',
      examples: [
        { run: 'datawatch rules test "Few orders" --period 7d', does: 'one that is there, over a week' },
        {
          run: 'datawatch rules test rules.yaml --most 5',
          does: 'before it is merged: not more than five alarms a month',
        },
      ],
      exits: { 1: 'a rule would have fired more often than --most says' },
      load: () => import('../rules-test'),
    },
  ],
}
