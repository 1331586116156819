type Replace = (found: string) => string

/** Keys of a known make, and headers that carry one: each begins with what nothing else begins with. */
const tokens = new RegExp(
  [
    /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/,
    /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
    /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,})/,
    /(?<![\w-])(?:xox[a-z]|xapp)-[\w-]{10,}/,
    /(?<![\w-])(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}|sk-[\w-]{20,})/,
    /(?<![\w-])(?:AIza[\w-]{35}|ya29\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|shp(?:at|ca|pa|ss)_[0-9a-f]{32})/,
    /(?<![\w-])(?:dw_[\w-]{16,}|hvs\.[\w-]{20,}|dop_v1_[0-9a-f]{64})/,
    /(?<![\w-])(?:[Bb]earer|[Bb]asic) {1,4}[\w.~+/=-]{15,}/,
    /(?<=hooks\.slack\.com\/services\/)[\w/]{15,}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

export const replaceTokens = (text: string, replace: Replace) => text.replace(tokens, replace)

const keyBegins = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----/g
const keyEnds = /-----END [A-Z0-9 ]{0,60}-----/g

/** Private keys in PEM, from their first line to their last; one that is cut off goes to the end of the text. */
export function replacePrivateKeys(text: string, replace: Replace): string {
  let made = ''
  let done = 0
  keyBegins.lastIndex = 0
  for (let begin = keyBegins.exec(text); begin; begin = keyBegins.exec(text)) {
    keyEnds.lastIndex = keyBegins.lastIndex
    const end = keyEnds.exec(text) ? keyEnds.lastIndex : text.length
    made += text.slice(done, begin.index) + replace(text.slice(begin.index, end))
    done = end
    keyBegins.lastIndex = end
  }
  return done === 0 ? text : made + text.slice(done)
}

const urlPassword = /(:\/\/[^\s:@/"]{0,128}:)([^\s@/"]{1,256})(?=@)/g

/** The password of `postgres://user:password@host`. */
export const replaceUrlPasswords = (text: string, replace: Replace) =>
  text.replace(urlPassword, (_all, before: string, found: string) => before + replace(found))

const plain = /pass(?:word|wd|phrase|code)|(?<![a-z])pwd|(?:api|secret|private|access)[_-]?key|(?<![a-z])cvv/.source
const vague = /secret|token|(?<![a-z])sig(?:nature)?|authorization|(?<![a-z])session(?:[_-]?id)?|cookie/.source
const quote = /\\{0,3}["']/.source
/** What comes before a value in `password=…`, `"password": "…"` and `?token=…`, with the quote that opens the value. */
const assignment = new RegExp(
  `(?:(?:${plain})(?:(${quote})?\\s{0,4}[:=])|(?:${vague})(?:(${quote})\\s{0,4}:|=))\\s{0,4}(${quote})?`,
  'gi',
)
const bare = /(?:\[masked\])?[^\s"'&,;)}\]<]*/y
const nothing = /^(?:null|true|false|none|undefined)$/i

function endOfBare(text: string, from: number): number {
  bare.lastIndex = from
  bare.test(text)
  return bare.lastIndex
}

/** Where the value ends that `opened` opened; the end of the text where nothing closes it. */
function endOfQuoted(text: string, from: number, opened: string): number {
  for (let place = from; place < text.length; place += 1) {
    if (text.startsWith(opened, place)) return place
    if (text[place] === '\\') place += 1
  }
  return text.length
}

/** Values that a text gives to a name of a secret, as JSON, a query string or a log line do. */
export function replaceAssigned(text: string, replace: Replace): string {
  let made = ''
  let done = 0
  assignment.lastIndex = 0
  for (let match = assignment.exec(text); match; match = assignment.exec(text)) {
    const start = assignment.lastIndex
    const opened = match[3]
    const end = opened ? endOfQuoted(text, start, opened) : endOfBare(text, start)
    assignment.lastIndex = end
    const found = text.slice(start, end)
    if (found === '' || nothing.test(found)) continue
    const named = match[1] ?? match[2]
    const replaced = replace(found)
    const needsQuotes = !opened && named !== undefined && replaced !== found
    made += text.slice(done, start) + (needsQuotes ? named + replaced + named : replaced)
    done = end
  }
  return done === 0 ? text : made + text.slice(done)
}
