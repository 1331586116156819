/** What a column's name says of it; `null` where it says nothing. */
export type NameHint =
  | 'identifier'
  | 'entity'
  | 'flag'
  | 'measure'
  | 'ordinal'
  | 'category'
  | 'code'
  | 'version'
  | 'time'
  | 'text'
  | 'texts'
  | null

const set = (words: string) => new Set(words.trim().split(/\s+/))

/** `orderStatus`, `Order-Status`, `OrderSTATUS` and `order_status` are the same words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}

const identifiers = set(`
  id ids iid uid uuid guid jid oid pk fk key keys token tokens hash checksum digest fingerprint sha md sku isbn issn ean upc
  gtin asin barcode email mail phone telephone fax mobile msisdn imsi imei iccid mac url urls uri href link site homepage
  website path slug handle login username password passwd secret salt ip zip zipcode postcode iban bic swift vat taxvat ssn
  passport plate vin ref refs reference number no nr num serial last4 latitude lat longitude lng lon geohash blurhash
  coordinate coordinates sequence seq position pos ordinal index idx offset lft rght revision rev flags bits mask bitmask
  bitfield permissions etag cursor nonce signature fname extension lsn`)
/** A whole number under the name of a thing or a person says which one. */
const entities = set(`
  author owner creator editor assignee reporter reviewer approver parent child customer client user manager employee supplier
  partner vendor seller buyer member account contact driver agent operator teacher student doctor patient tenant organization
  organisation project product variant uom transaction intent invoice subscription shipment payee payer sender recipient
  template attachment candidate to by via`)
const flagPrefixes = set(`
  is has had was are can could should must may use uses used_for allow allows enable enables require requires include includes
  show hide needs need do does did supports accepts manage`)
const flagEndings = set('flag enabled disabled active inactive yn bool boolean deleted visible hidden locked verified')
const measures = set(`
  amount amt price cost total subtotal sum revenue sales fee tax discount balance paid charge refund salary wage budget freight
  margin profit loss debit credit turnover payment income expense quantity qty count cnt weight height width length depth area
  volume distance speed velocity altitude elevation temperature temp humidity pressure voltage power energy consumption load
  duration elapsed latency interval timeout lead seconds secs sec ms millis milliseconds minutes mins min minute hours hrs days
  nights weeks months years bytes kb mb gb size filesize percent pct percentage ratio rate score rating average avg mean max
  median stock capacity limit quota age probability confidence ppm kwh kw watts volts amps rpm rssi snr db hz celsius
  fahrenheit kelvin kg g km m cm mm litres liters hpa kmh mph used available remaining points usage throughput`)
const measurePrefixes = set('num number no count total avg average mean sum amount qty quantity units n')
/** Codes and grades, which are written as numbers as well. */
const categories = set(`
  status state stage phase type kind category tier priority severity class reason cause method source origin visibility
  protocol gender sex year month weekday quarter zone channel port action outcome result mode level grade color colour
  direction weekday dow month policy scheme mcc mnc promotion`)
const namedCategories = set(`
  group plan role country region currency language lang locale platform device os browser provider gateway carrier medium size
  department brand segment rating style suffix line frequency namespace component model make manufacturer unit genre section
  industry city town district province county continent nationality timezone tz domain environment env format encoding
  mimetype icon salutation courtesy scope cycle archetype season shift`)
const orders = set('sort menu term display order list item tab row column sorting print')
const times = set(`
  at on date datetime timestamp ts created updated deleted modified registered birthday birthdate dob expires expiry
  expiration deadline`)
const texts = set(`
  name title headline description desc comment remark note body content message text address street bio biography about
  summary subject excerpt caption alt raw cooked html markdown detail fullname firstname lastname surname filename company
  composer descriptor memo instructions nicename`)
const pluralTexts = set(
  'comments remarks notes messages details tags keywords errors names titles descriptions warnings',
)
const qualifiers = set('gmt utc local lower upper raw old new signed decimal ytd html plaintext cents cached')
const codeOwners = set('zip postal post area bar qr approval tracking')
const stored = set('stock reorder battery fuel water signal noise sound inventory fill tank light oil charge')
/** Compounds that are run together, such as `hiredate` and `mimetype`. */
const compound =
  /^[a-z]{3,}?(id|guid|uuid|url|email|phone|number|code|name|date|price|amount|count|qty|size|type|status|percent|cost)$/

const addressed = set('ip mac email mail host remote')
const jobs = set('job contact')

const isOneOf = (words: Set<string>, word: string | undefined) => word !== undefined && words.has(word)

function hintOfHead(word: string, before: string | undefined): NameHint {
  if (word === 'code') {
    if (isOneOf(codeOwners, before)) return 'identifier'
    return isOneOf(namedCategories, before) || before === 'measure' ? 'category' : 'code'
  }
  if (word === 'version') return 'version'
  if (word === 'address') return isOneOf(addressed, before) ? 'identifier' : 'text'
  if (word === 'title' && isOneOf(jobs, before)) return 'category'
  if (word === 'order' && isOneOf(orders, before)) return 'identifier'
  if (word === 'level' && isOneOf(stored, before)) return 'measure'
  if (word === 'agent' && before === 'user') return 'text'
  if (identifiers.has(word)) return 'identifier'
  if (times.has(word)) return 'time'
  if (texts.has(word)) return 'text'
  if (pluralTexts.has(word)) return 'texts'
  if (categories.has(word)) return 'ordinal'
  if (measures.has(word)) return namedCategories.has(word) ? 'category' : 'measure'
  if (namedCategories.has(word)) return 'category'
  return entities.has(word) ? 'entity' : null
}

function readWords(words: string[]): NameHint {
  let end = words.length
  while (end > 1 && (qualifiers.has(words[end - 1]!) || /^\d+$/.test(words[end - 1]!))) end -= 1
  const word = words[end - 1] ?? ''
  const before = words[end - 2]
  const first = words[0]!
  if (end > 1 && (flagPrefixes.has(first) || words.slice(0, end - 1).includes('is'))) return 'flag'
  if (flagEndings.has(word)) return 'flag'
  if (measurePrefixes.has(first) && end > 1 && (first.length > 2 || words[1] === 'of') && !identifiers.has(word))
    return 'measure'
  if (first === 'date' && end > 1) return 'time'
  if (word === 'last4') return 'identifier'
  const stem = word.replace(/(?<=[a-z])\d+$/, '')
  const hint = hintOfHead(stem, before)
  if (hint) return hint
  const tail = compound.exec(stem)?.[1]
  if (tail) return hintOfHead(tail, stem.slice(0, -tail.length))
  if (words.includes('year') || words.includes('month')) return 'ordinal'
  return /[^siu]s$/.test(stem) && stem.length > 3 ? 'measure' : null
}

const mostRemembered = 20_000
const remembered = new Map<string, NameHint>()

/**
 * What a name says. The last word is its head, as in `payment_method_title`; what comes before narrows it down, but for a
 * verb in front (`is_`, `has_`) or a word of counting (`number_of_`, `total_`).
 */
export function hintOf(name: string): NameHint {
  const known = remembered.get(name)
  if (known !== undefined) return known
  const words = wordsOf(name)
  const hint = words.length > 0 ? readWords(words) : null
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(name, hint)
  return hint
}
