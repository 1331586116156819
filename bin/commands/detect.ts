import type { Description } from '../description'

export const detect: Description = {
  name: 'detect',
  does: 'finds anomalies in series of your own, CSV in, CSV out',
  about: `Reads every *.csv (timestamp,value) below a folder, judges each row from those before it, as DataWatch judges its own metrics, and
writes the same path below another: timestamp,value,score,alert_score,is_anomaly,expected,min,max. Scores are from 0 to 1; alert_score
is 0 but where an alarm is raised. An empty value is an unknown one; times without a zone are UTC.`,
  options: [
    { flags: '--in <folder>', does: 'where the series are', takes: 'folder' },
    { flags: '--out <folder>', does: 'where what was judged goes', takes: 'folder' },
    {
      flags: '--sensitivity <level>',
      does: 'how many alarms a series may raise a week: low 1, medium 2, high 4; of hours 1, 3, 6',
      default: 'medium',
    },
    { flags: '--algorithms <list>', does: 'some of statistical,seasonal,ml, with commas between; else all' },
    {
      flags: '--time-zone <zone>',
      does: 'whose clock days and weekends follow, such as Europe/Berlin',
      default: 'UTC',
    },
    { flags: '--holidays <region>', does: 'such as DE or US-CA, whose public holidays are no weekdays' },
  ],
  examples: [
    { run: 'datawatch detect --in series --out judged', does: 'all series below a folder' },
    {
      run: 'datawatch detect --in series --out judged --sensitivity high --holidays DE',
      does: 'more alarms, with the holidays of Germany',
    },
  ],
  exits: { 0: 'all files were judged', 1: 'one could not be read' },
  load: () => import('../detect'),
}
