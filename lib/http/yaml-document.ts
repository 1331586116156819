import { Composer, Document, isScalar, Lexer, type LineCounter, Parser, type Scalar, visit, YAMLParseError } from 'yaml'

/** Of the parser's stack, which holds one or two entries for each level. */
const deepest = 200

class TooDeep extends Error {}

/** The parser keeps a stack of its own and may go as deep as it likes; what composes its tokens recurses, and dies far below. */
function* tokensOf(text: string, parser: Parser) {
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > deepest) throw new TooDeep()
  }
  yield* parser.end()
}

/** The first key that a mapping has twice; the library compares each with each, which takes minutes for a megabyte. */
function findTwice(document: Document): Scalar | undefined {
  let twice: Scalar | undefined
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) {
          twice = key
          return visit.BREAK
        }
        seen.add(key.value)
      }
    },
  })
  return twice
}

const fault = (at: number, said: string) => new YAMLParseError([at, at + 1], 'RESOURCE_EXHAUSTION', said)

/**
 * One document of YAML with what is wrong in it, as the library's `parseDocument` reads it, at a cost that grows with the length of
 * the text alone, however it is nested and however many keys it has.
 */
export function readYamlDocument(text: string, lineCounter?: LineCounter): Document {
  const parser = new Parser(lineCounter?.addNewLine)
  lineCounter?.addNewLine(0)
  try {
    const composer = new Composer({ prettyErrors: false, logLevel: 'error', uniqueKeys: false })
    const [document = new Document(), another] = composer.compose(tokensOf(text, parser), true, text.length)
    if (another) document.errors.push(fault(another.range[0], 'One document was expected, not several'))
    const twice = document.errors.length === 0 ? findTwice(document) : undefined
    if (twice) document.errors.push(fault(twice.range?.[0] ?? 0, `The key ${twice.value} is there twice`))
    return document
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    const document = new Document()
    document.errors.push(fault(parser.offset, 'Nested too deeply'))
    return document
  }
}
