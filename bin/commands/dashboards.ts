import type { Description } from '../description'

const json = { flags: '--json', does: 'as JSON' }
const board = { name: 'dashboard', does: 'its id, or its name' }

export const dashboards: Description = {
  name: 'dashboards',
  does: 'lists dashboards, takes them out as files, in again, and compares',
  commands: [
    {
      name: 'list',
      does: 'all dashboards',
      options: [json],
      reach: 'remote',
      examples: [
        { run: 'datawatch dashboards list', does: 'what is there' },
        { run: "datawatch dashboards list --json | jq -r '.[].id'", does: 'all ids' },
      ],
      load: () => import('../dashboards-list'),
    },
    {
      name: 'export',
      does: 'a dashboard as a file',
      arguments: [board],
      options: [
        { flags: '--format <form>', does: 'how it is written', choices: ['yaml', 'json'], default: 'yaml' },
        { flags: '-o, --out <file>', does: 'into this file rather than to standard output', takes: 'file' },
      ],
      reach: 'remote',
      examples: [
        { run: 'datawatch dashboards export Orders > orders.yaml', does: 'to be kept with the code' },
        { run: 'datawatch dashboards export Orders --format json -o orders.json', does: 'as JSON' },
      ],
      load: () => import('../dashboards-export'),
    },
    {
      name: 'import',
      does: 'makes a dashboard of a file',
      about:
        'It is a new one, also where one of that name is there; "dashboards diff" says how a file and a dashboard differ.',
      arguments: [{ name: 'file', does: 'YAML or JSON; - is standard input', takes: 'file' }],
      options: [json],
      reach: 'remote',
      examples: [
        { run: 'datawatch dashboards import orders.yaml', does: 'from a file' },
        {
          run: 'datawatch dashboards export Orders | datawatch dashboards import - --url https://other.example.com',
          does: 'from one DataWatch to another',
        },
      ],
      load: () => import('../dashboards-import'),
    },
    {
      name: 'diff',
      does: 'what of a dashboard is not as a file says',
      arguments: [{ name: 'file', does: 'YAML or JSON; - is standard input', takes: 'file' }],
      options: [
        {
          flags: '--dashboard <dashboard>',
          does: 'compares with this one; else with the one that has the name of the file',
        },
        json,
      ],
      reach: 'remote',
      examples: [
        { run: 'datawatch dashboards diff orders.yaml', does: 'has somebody changed it?' },
        { run: 'datawatch dashboards diff orders.yaml --dashboard "Orders (new)"', does: 'with another one' },
      ],
      exits: { 0: 'they are the same', 1: 'they differ' },
      load: () => import('../dashboards-diff'),
    },
  ],
}
