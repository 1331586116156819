import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { signatureOf } from './formula-words'

const language = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?/)) return 'string'
    if (stream.match(/^(?:\d+(?:\.\d+)?(?:ms|[wdhmsMy]))+|^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/)) return 'number'
    const word = stream.match(/^[\p{L}_][\p{L}\p{M}\p{N}_]*/u)
    if (!word) return stream.next() === undefined ? null : 'operator'
    const [name] = word as RegExpMatchArray
    if (name === 'by') return 'keyword'
    return stream.match(/^\s*\(/, false) && signatureOf(name!) ? 'function' : 'variableName'
  },
  tokenTable: { function: tags.function(tags.variableName) },
})

const colours = HighlightStyle.define([
  { tag: tags.function(tags.variableName), color: 'var(--primary)' },
  { tag: tags.keyword, color: 'var(--primary)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--success)' },
  { tag: tags.number, color: 'var(--warning)' },
  { tag: tags.operator, color: 'var(--muted-foreground)' },
])

export const formulaLanguage: Extension = [language, syntaxHighlighting(colours)]

const lifted = {
  backgroundColor: 'var(--popover)',
  color: 'var(--popover-foreground)',
  border: '1px solid var(--border)',
  borderRadius: '6px',
  boxShadow: 'var(--shadow-lifted)',
}

export const editorTheme = EditorView.theme({
  '&': { fontSize: '12px', borderRadius: '6px' },
  '&.cm-focused': { outline: '2px solid var(--ring)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--foreground)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-placeholder': { color: 'var(--muted-foreground)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--primary-soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--primary-soft)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--destructive-soft)' },
  '.cm-tooltip': { ...lifted, zIndex: '50', overflow: 'hidden' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent)',
    color: 'var(--accent-foreground)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--primary)' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--muted-foreground)', marginLeft: '1.5em' },
  '.cm-completionInfo': { ...lifted, fontSize: '12px', maxWidth: '20rem', padding: '6px 10px' },
  '.cm-tooltip-lint': { fontSize: '12px', maxWidth: '32rem' },
  '.cm-signature': { padding: '4px 10px', fontSize: '12px' },
  '.cm-signature code': { fontFamily: 'var(--font-mono)' },
  '.cm-signature b': { color: 'var(--primary)' },
  '.cm-signature span': { color: 'var(--muted-foreground)', display: 'block' },
})
