import { completionStatus } from '@codemirror/autocomplete'
import { type EditorState, StateField } from '@codemirror/state'
import { EditorView, showTooltip, type Tooltip } from '@codemirror/view'
import { callAt } from './formula-context'
import { type Signature, signatureOf } from './formula-words'

function draw({ name, parameters, info }: Signature, argument: number): HTMLElement {
  const box = document.createElement('div')
  box.className = 'cm-signature'
  box.setAttribute('role', 'status')
  const code = document.createElement('code')
  code.append(`${name}(`)
  parameters.forEach((parameter, index) => {
    if (index > 0) code.append(', ')
    const part = document.createElement(index === argument ? 'b' : 'i')
    part.textContent = parameter
    code.append(part)
  })
  code.append(')')
  const words = document.createElement('span')
  words.textContent = info
  box.append(code, words)
  return box
}

function hintAt(state: EditorState): Tooltip | null {
  const { head, empty } = state.selection.main
  const call = empty ? callAt(state.sliceDoc(0, head)) : null
  const signature = call && signatureOf(call.name)
  if (!call || !signature) return null
  return { pos: call.at, above: true, create: () => ({ dom: draw(signature, call.argument) }) }
}

const hint = StateField.define<Tooltip | null>({
  create: () => null,
  update: (was, transaction) => {
    if (!transaction.docChanged && !transaction.selection) return was
    return completionStatus(transaction.state) === 'active' && !transaction.docChanged ? was : hintAt(transaction.state)
  },
  provide: (field) => showTooltip.from(field),
})

/** Says what the function around the cursor takes, and which of it is being written; only while the editor is used. */
export const signatureHints = [hint, EditorView.baseTheme({ '&:not(.cm-focused) .cm-signature': { display: 'none' } })]
