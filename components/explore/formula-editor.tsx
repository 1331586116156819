'use client'

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { fieldStyle } from '@/components/ui/input'
import { pageNonce } from '@/components/ui/page-nonce'
import { completeFormula } from './formula-completion'
import { placeOfError } from './formula-context'
import type { FormulaEditorProps } from './formula-field'
import { editorTheme, formulaLanguage } from './formula-language'
import { signatureHints } from './formula-signature'

/** A formula with completion of metrics, functions, labels and values, signatures, and the place of a mistake. */
export function FormulaEditor({ label, value, error, range, rows, onChange, onSettle }: FormulaEditorProps) {
  const client = useQueryClient()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ onChange, onSettle, range, rows })
  latest.current = { onChange, onSettle, range, rows }

  useEffect(() => {
    const settle = () => {
      latest.current.onSettle()
      return true
    }
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          closeBrackets(),
          bracketMatching(),
          formulaLanguage,
          editorTheme,
          signatureHints,
          placeholder('A formula over metrics'),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(pageNonce() ?? ''),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
          autocompletion({
            override: [
              completeFormula(
                client,
                () => latest.current.range,
                () => latest.current.rows,
              ),
            ],
            icons: false,
            interactionDelay: 0,
          }),
          Prec.high(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
          keymap.of([
            ...closeBracketsKeymap,
            { key: 'Enter', run: settle },
            { key: 'Shift-Enter', run: (target) => insertLine(target) },
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
            if (update.focusChanged && !update.view.hasFocus) latest.current.onSettle()
          }),
        ],
      }),
    })
    view.current = editor
    if (value === '') editor.focus()
    return () => editor.destroy()
  }, [client, label])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const text = editor.state.doc.toString()
    const at = error === undefined ? null : placeOfError(error, text)
    const from = at === null ? 0 : Math.min(at, Math.max(0, text.length - 1))
    const to =
      at === null ? 0 : Math.max(from + 1, from + (/^[\p{L}\p{M}\p{N}_]+/u.exec(text.slice(from))?.[0].length ?? 1))
    const found =
      error === undefined || at === null || text === ''
        ? []
        : [{ from, to: Math.min(to, text.length), severity: 'error' as const, message: error.split('\n')[0]! }]
    editor.dispatch(setDiagnostics(editor.state, found))
  }, [error])

  return (
    <div
      ref={host}
      className={cn(fieldStyle, 'min-h-8 focus-within:border-ring', error !== undefined && 'border-destructive')}
    />
  )
}

function insertLine(editor: EditorView): boolean {
  editor.dispatch(editor.state.replaceSelection('\n'), { scrollIntoView: true, userEvent: 'input' })
  return true
}
