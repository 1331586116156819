'use client'

import { useState } from 'react'
import { useOrigin } from '@/components/layout/use-origin'
import { CodeBlock } from '@/components/ui/code-block'
import { Segmented } from '@/components/ui/segmented'
import { examplesOf } from './examples'

const languages = [
  { value: 'curl', label: 'curl' },
  { value: 'javascript', label: 'JavaScript' },
  { value: 'python', label: 'Python' },
] as const
type Language = (typeof languages)[number]['value']

/** How a program asks for an operation, in one of several languages. */
export function ExampleCode({ request }: { request: Parameters<typeof examplesOf>[0] }) {
  const [language, setLanguage] = useState<Language>('curl')
  const code = examplesOf(request, useOrigin())[language]
  return (
    <div className="grid min-w-0 gap-2">
      <Segmented
        label={`Language for ${request.id}`}
        value={language}
        options={languages}
        onChange={setLanguage}
        className="justify-self-start"
      />
      <CodeBlock label={`${request.id} in ${language}`} code={code} />
    </div>
  )
}
