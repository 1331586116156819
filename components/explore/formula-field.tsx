'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { cn } from '@/components/ui/cn'
import { fieldStyle } from '@/components/ui/input'
import { useDebounced } from '@/components/ui/use-debounced'

export type FormulaEditorProps = {
  label: string
  value: string
  error: string | undefined
  range: ShownRange
  rows: readonly { letter: string; name: string }[]
  onChange: (text: string) => void
  onSettle: () => void
}

const FormulaEditor = dynamic(() => import('./formula-editor').then((module) => module.FormulaEditor), {
  ssr: false,
  loading: () => <div role="status" aria-label="Loading the editor" className={cn(fieldStyle, 'h-8')} />,
})

type FormulaFieldProps = {
  of: string
  value: string
  error: string | undefined
  range: ShownRange
  /** The other rows, which a formula may name by their letters. */
  rows: FormulaEditorProps['rows']
  onChange: (text: string) => void
}

/** A formula to write, asked once it has stood still. Its editor's code comes when there is a formula. */
export function FormulaField({ of, value, error, range, rows, onChange }: FormulaFieldProps) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  const still = useDebounced(text, 500)
  const ask = (next: string) => {
    if (next === asked.current) return
    asked.current = next
    onChange(next)
  }
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    if (still === text) ask(still)
  }, [still])
  return (
    <div className="min-h-8 min-w-0">
      <FormulaEditor
        label={`Formula of ${of}`}
        value={text}
        error={error}
        range={range}
        rows={rows}
        onChange={setText}
        onSettle={() => ask(text)}
      />
    </div>
  )
}
