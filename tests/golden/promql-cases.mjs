/** Series of plain samples, a minute apart and some seconds past it: what the operators and functions are tried on. */
export const start = 1_772_359_207
export const count = 60

const from = (by) => Array.from({ length: count }, (_, i) => by(i))
const gauge = (name, labels, values) => ({ labels: { __name__: name, ...labels }, values })

export const series = [
  gauge('requests', { job: 'api', instance: '0', code: '200' }, from((i) => i * 10)),
  gauge('requests', { job: 'api', instance: '1', code: '200' }, from((i) => (i < 30 ? i * 20 : (i - 30) * 20))),
  gauge('requests', { job: 'api', instance: '0', code: '500' }, from((i) => Math.floor(i / 7))),
  gauge('requests', { job: 'web', instance: '0', code: '200' }, from((i) => (i % 9 === 3 || (i > 20 && i < 33) ? null : i * 3))),
  gauge('memory', { job: 'api', instance: '0' }, from((i) => Math.round(Math.sin(i / 5) * 1000) / 10)),
  gauge('memory', { job: 'api', instance: '1' }, from((i) => ((i * 37) % 11) - 5)),
  gauge('memory', { job: 'web', instance: '0' }, from((i) => (i % 13) * 0.1 + 0.01)),
  gauge('quota', { job: 'api', team: 'red', 'zone': 'a' }, from(() => 50)),
  gauge('quota', { job: 'web', team: 'blue' }, from(() => 4)),
  gauge('odd', { kind: 'nan' }, from((i) => (i % 4 === 0 ? Number.NaN : i))),
  gauge('odd', { kind: 'inf' }, from((i) => (i % 5 === 0 ? Number.POSITIVE_INFINITY : -i))),
  gauge('odd', { kind: 'zero' }, from(() => 0)),
]

export const instants = [
  '1+1', '-2^2', '2^3^2', '10 % 3', '-7 % 4', '1/0', '0/0', '2 * -3', '0x1F + 1', '1 == bool 2', '3 > bool 2', '"text"', 'atan2_missing or vector(1)',
  'requests', 'requests{job="api"}', 'requests{job=~"a.*|x"}', 'requests{job=~"ap"}', 'requests{job!="api"}', 'requests{code!~"2.."}', '{__name__=~"mem.*",instance="0"}', '{job="web"}', 'requests{missing=""}', 'requests{missing!=""}',
  'requests offset 10m', 'requests offset -5m', 'requests @ 1772360000', 'requests offset 20m * 2', '1 + requests offset 10m', 'requests @ start()',
  'requests + 1', '1 - requests', 'requests > 100', '100 < requests', 'requests > bool 100', 'requests == 540', 'requests != bool 540', '-requests', '+requests', 'requests % 7', 'requests ^ 2', '-memory ^ 2',
  'requests / on(job, instance) group_left memory', 'requests * on(job) group_left(team) quota', 'requests * on(job) group_left(team, zone) quota', 'quota * on(job) group_right(team) requests', 'requests{code="200"} / ignoring(code) requests{code="500"}', 'memory / ignoring(team, instance, zone) group_left quota', 'quota / ignoring(team, instance, zone) group_right memory', 'memory + memory', 'memory > memory{instance="0"}', 'memory > bool on(job, instance) memory', 'requests{code="200"} == on(job,instance) requests{code="200"}', 'memory - on(instance) group_left requests{job="api",code="200"}', 'quota > on(job) group_right memory', 'memory < on(job) group_left quota',
  'requests and memory', 'requests and on(instance) memory{job="api"}', 'requests or memory', 'requests or on(job) quota', 'requests unless on(job, instance) memory{instance="0"}', 'requests and ignoring(code) memory', 'quota unless requests', 'memory and on() vector(1)', 'memory and on() vector(1) == 2', 'a or memory or quota',
  'sum(requests)', 'sum by (job) (requests)', 'sum(requests) by (job, code)', 'sum without (instance) (requests)', 'avg by (job) (memory)', 'min(memory)', 'max by (instance) (memory)', 'count by (job) (requests)', 'count(requests > 100)', 'group by (job) (requests)', 'stddev(memory)', 'stdvar by (job) (memory)', 'quantile(0.9, requests)', 'quantile by (job) (0.5, memory)', 'quantile(2, memory)', 'quantile(-1, memory)', 'topk(2, requests)', 'bottomk(1, requests)', 'topk by (job) (1, requests)', 'topk(0, requests)', 'topk(10, odd)', 'bottomk(2, odd)', 'count_values("v", memory)', 'count_values by (job) ("value", requests > bool 100)', 'sum by (missing) (requests)', 'sum by (__name__) (requests)', 'count without (code, instance) (requests)', 'max(odd)', 'min(odd)', 'sum(odd)', 'avg(odd)', 'sum(missing)', 'count(missing)',
  'abs(memory)', 'ceil(memory)', 'floor(memory)', 'round(memory)', 'round(memory, 5)', 'round(memory, 0.5)', 'exp(memory / 10)', 'ln(memory)', 'log2(requests)', 'log10(requests)', 'sqrt(memory)', 'sgn(memory)', 'clamp(memory, -2, 2)', 'clamp(memory, 2, -2)', 'clamp_min(memory, 0)', 'clamp_max(memory, 0)', 'clamp_max(odd, 3)', 'sin(memory)', 'deg(memory)', 'rad(memory)', 'acosh(requests)',
  'sort(memory)', 'sort_desc(requests)', 'scalar(memory)', 'scalar(memory{job="web"})', 'vector(3)', 'time()', 'pi()', 'vector(time())', 'absent(missing)', 'absent(missing{job="x",code=~"y"})', 'absent(missing{a="1",a="2",b="3"})', 'absent(requests)', 'absent(sum(missing))', 'timestamp(requests)', 'timestamp(requests offset 5m)', 'timestamp(requests + 1)', 'time() - timestamp(memory)',
  'label_replace(requests, "host", "h-$1", "instance", "(.*)")', 'label_replace(requests, "job", "${1}x$$", "job", "(a)pi")', 'label_replace(memory, "n", "$first-$2", "job", "(?P<first>.)(.*)")', 'label_join(requests, "all", "-", "job", "instance", "missing")',
  'minute()', 'hour()', 'day_of_week()', 'day_of_month()', 'days_in_month()', 'month()', 'year()', 'year(vector(0))', 'hour(requests)', 'day_of_month(vector(1709164800))', 'days_in_month(vector(1709164800))',
  'sum_over_time(requests[10m:1m])', 'avg_over_time(memory[10m:2m])', 'min_over_time(memory[30m:1m])', 'max_over_time(memory[30m:1m] offset 5m)', 'count_over_time(requests[20m:1m])', 'last_over_time(requests[20m:3m])', 'stddev_over_time(memory[20m:1m])', 'stdvar_over_time(memory[20m:1m])', 'quantile_over_time(0.9, memory[20m:1m])', 'present_over_time(requests[5m:1m])', 'absent_over_time(missing{x="y"}[5m:1m])', 'absent_over_time(requests[5m:1m])', 'rate(requests[20m:1m])', 'increase(requests[20m:1m])', 'increase(requests[45m:1m])', 'rate(requests[7m:2m])', 'delta(memory[20m:1m])', 'irate(requests[20m:1m])', 'idelta(memory[20m:1m])', 'changes(requests[20m:1m])', 'resets(requests[40m:1m])', 'deriv(memory[20m:1m])', 'predict_linear(memory[20m:1m], 600)', 'max_over_time(sum by (job) (requests)[15m:1m])', 'max_over_time(rate(requests[330s:1m])[10m:1m])', 'sum(rate(requests[10m:1m])) by (job) / on(job) quota', 'max_over_time((requests - 5)[10m:1m] @ 1772361010)', 'avg_over_time(memory[10m:])', 'requests[5m:1m]', '(requests + 1)[5m:2m] offset 3m',
  'sum(requests) / count(requests)', '(requests + memory) * 2', 'requests{code="200"} and requests > 100 or memory', '(sum by (job) (requests) > 100) / 2', 'sum(requests) > 0 and sum(memory)', '1 > bool vector(0)', 'vector(1) == vector(1)', 'vector(1) + on() group_left() vector(2)', 'requests # a comment', 'sum by(job,)(requests)',
]

export const refused = [
  '', '1 +', 'sum(', 'foo{', 'foo bar', 'foo(1)', 'rate(requests)', 'sum(1)', '1 and 2', '1 == 2', 'requests + bool 1', '{}', '{a=""}', '{a=~".*"}', 'foo{__name__="x"}', 'topk(requests)', 'requests[5m:1m] + 1', '"a" + 1', '1 + on(a) 2', 'requests and on(a) group_left memory', 'requests{job=~"("}', 'a offset 1m offset 2m', 'a[0m]', '(1)[5m:1m]', '-"a"', 'abs()', 'abs(1)', 'round(requests, 1, 2)', "label_replace(requests, 'a', 'b', 'c')", '"a', 'a{b="c"', 'sum by (job requests)', 'requests * on(a) group_left(a) memory', '1 offset 5m', 'sum(requests) offset 5m', 'a[5m][5m]',
]

/** What the two vectors or the labels of the results make impossible. */
export const impossible = [
  'requests * on(job) memory', 'memory * on(job) group_left requests', 'label_replace(requests, "instance", "", "", "")', 'requests{code="200"} / on(job) quota', 'label_replace(requests, "0bad", "x", "", "")', 'requests and on(job) memory + on(instance) memory', 'label_join(memory, "instance", "", "missing")', '-{__name__=~"memory|quota"} + 1 or label_replace(memory, "job", "", "", "")',
]

export const ranges = [
  'requests', 'requests > 100', 'sum by (job) (requests)', 'topk(1, requests)', 'bottomk(2, memory)', 'requests / on(job, instance) group_left memory', 'requests and memory > 0', 'memory > 0 or requests < 50', 'memory unless memory > 0', 'rate(requests[10m:1m])', 'max_over_time(memory[6m:1m])', 'absent(requests{job="web"})', 'absent_over_time(requests{job="web"}[3m:1m])', 'scalar(requests{job="web"})', 'time()', 'vector(time()) - timestamp(requests)', 'requests @ end()', 'requests - requests @ start()', 'requests offset 7m', '1 + 2', 'count_values("v", requests > bool 100)', 'quantile(0.5, memory)', 'label_replace(requests{job="web"}, "a", "$1", "code", "(.)..")', 'sort_desc(requests)', 'avg_over_time(memory[10m:1m] @ 1772361010)', 'clamp(memory, scalar(quota{job="web"}) - 5, 3)', 'odd', 'sum(requests > 200)', 'round(memory * 2, 5) == bool 5', 'minute()', 'quota > memory', 'quota{job="api"} > on(job) group_right memory', 'increase(requests[15m:1m]) > 0', 'count(requests) by (code) == 2',
]
